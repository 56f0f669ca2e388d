import { ChangeDetectionStrategy, Component, computed, DestroyRef, inject, input, output, signal } from '@angular/core';
import { FormControl, FormGroup, Validators } from '@angular/forms';
import { MatButtonModule } from '@angular/material/button';
import { MatIconModule } from '@angular/material/icon';
import { TranslocoDirective, TranslocoService } from '@jsverse/transloco';
import { PROMPT_SOUND_LIMITS, type Prompt, type PromptVariant, type SavePromptText, type Speech } from '#contracts';
import { SelectField, TextField, type Option } from '../../../../ui';
import { Api } from '../../platform/http/api';
import { IfFeature } from '../../platform/identity/if-feature';
import { Toasts } from '../../platform/look/toasts';
import { languageName } from './prompt-languages';
import { PromptPlayer } from './prompt-player';
import { SoundRecorder } from './sound-recorder';

type Writing = 'none' | 'text';

/** One language of a prompt: what is heard, and three ways to replace it. */
@Component({
  selector: 'app-prompt-variant-card',
  imports: [MatButtonModule, MatIconModule, TranslocoDirective, SelectField, TextField, IfFeature, PromptPlayer],
  providers: [SoundRecorder],
  templateUrl: './prompt-variant-card.html',
  styleUrl: './prompt-variant-card.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class PromptVariantCard {
  readonly promptId = input.required<string>();
  readonly language = input.required<string>();
  readonly variant = input<PromptVariant | null>(null);
  readonly speech = input<Speech | null>(null);
  readonly readOnly = input(false);
  readonly changed = output<Prompt>();

  private readonly api = inject(Api);
  private readonly toasts = inject(Toasts);
  private readonly transloco = inject(TranslocoService);
  protected readonly recorder = inject(SoundRecorder);
  protected readonly busy = signal(false);
  protected readonly writing = signal<Writing>('none');
  protected readonly form = new FormGroup({
    template: new FormControl('', { nonNullable: true, validators: [Validators.required, Validators.maxLength(2000)] }),
    /** Empty: the first voice of the language. */
    voice: new FormControl('', { nonNullable: true }),
  });
  protected readonly name = computed(() => languageName(this.language(), this.transloco.getActiveLang()));
  protected readonly voices = computed((): Option<string>[] => {
    const primary = this.language().split('-')[0];
    const own = (this.speech()?.voices ?? []).filter((voice) => voice.language.split('-')[0] === primary);
    const first = { value: '', label: this.transloco.translate('prompts.firstVoice') };
    return [first, ...own.map(({ id, name, gender }) => ({ value: id, label: this.voiceLabel(name, gender) }))];
  });
  protected readonly canSpeak = computed(() => this.voices().length > 1);
  private heard: HTMLAudioElement | null = null;

  constructor() {
    inject(DestroyRef).onDestroy(() => {
      this.heard?.pause();
      void this.recorder.cancel();
    });
  }

  protected write(): void {
    const variant = this.variant();
    this.form.reset({ template: variant?.template ?? '', voice: variant?.voice ?? '' });
    this.writing.set('text');
  }

  protected async upload(chosen: HTMLInputElement): Promise<void> {
    const [file] = chosen.files ?? [];
    chosen.value = '';
    if (!file) return;
    if (file.size > PROMPT_SOUND_LIMITS.bytes) return this.toasts.say('prompts.tooLarge');
    await this.send(file, 'upload');
  }

  protected async record(): Promise<void> {
    if (this.recorder.recording()) {
      await this.toasts.try(async () => this.send(await this.recorder.stop(), 'recording'));
      return;
    }
    try {
      await this.recorder.start();
    } catch {
      // The browser says why in its own language and only to the console; what to do is the same for every reason.
      this.toasts.say('prompts.noMicrophone');
    }
  }

  protected async preview(): Promise<void> {
    if (this.form.invalid) return this.form.markAllAsTouched();
    this.heard?.pause();
    await this.working(async () => {
      const body = { ...this.text(), language: this.language(), values: this.sample() };
      const url = URL.createObjectURL(await this.api.postForBlob('/speech/preview', body));
      this.heard = new Audio(url);
      this.heard.onended = () => URL.revokeObjectURL(url);
      await this.heard.play();
    });
  }

  protected async saveText(): Promise<void> {
    if (this.form.invalid) return this.form.markAllAsTouched();
    const body = this.text();
    const saved = await this.working(() => this.api.put<Prompt>(`${this.place()}/text`, body));
    if (saved) this.writing.set('none');
  }

  protected async remove(): Promise<void> {
    await this.working(() => this.api.delete<Prompt>(this.place()));
  }

  protected insert(variable: string): void {
    const { template } = this.form.controls;
    template.setValue(`${template.value}{{ ${variable} }}`);
    template.markAsDirty();
  }

  private async send(sound: Blob, source: 'upload' | 'recording'): Promise<void> {
    await this.working(() => this.api.put<Prompt>(`${this.place()}/sound?source=${source}`, sound));
  }

  /** One thing at a time; a prompt that comes back is shown. */
  private async working(work: () => Promise<Prompt | void>): Promise<boolean> {
    this.busy.set(true);
    const done = await this.toasts.try(async () => {
      const prompt = await work();
      if (!prompt) return;
      this.changed.emit(prompt);
      this.toasts.say('ui.saved');
    });
    this.busy.set(false);
    return done;
  }

  private text(): SavePromptText {
    const { template, voice } = this.form.getRawValue();
    return { template, voice: voice || null };
  }

  private place(): string {
    return `/prompts/${this.promptId()}/languages/${this.language()}`;
  }

  /** Something to say for each variable, so that a preview sounds like a call. */
  private sample(): Record<string, string> {
    const words = (this.speech()?.variables ?? []).map((name) => [
      name,
      this.transloco.translate<string>(`promptSamples.${name.replace('.', '_')}`),
    ]);
    return Object.fromEntries(words) as Record<string, string>;
  }

  private voiceLabel(name: string, gender: string): string {
    return `${name} · ${this.transloco.translate(`voiceGenders.${gender}`)}`;
  }
}

import { ChangeDetectionStrategy, Component, computed, DestroyRef, effect, inject, input, signal } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatIconModule } from '@angular/material/icon';
import { TranslocoDirective } from '@jsverse/transloco';
import { Api } from '../../platform/http/api';
import { Toasts } from '../../platform/look/toasts';
import { ClockTimePipe } from '../../platform/time/format-pipes';

/** Plays one language of a prompt; it is fetched with the token when it is first wanted, and anew after a replacement. */
@Component({
  selector: 'app-prompt-player',
  imports: [MatButtonModule, MatIconModule, TranslocoDirective, ClockTimePipe],
  template: `
    <ng-container *transloco="let t">
      <button
        matIconButton
        type="button"
        [disabled]="loading()"
        (click)="toggle()"
        [attr.aria-label]="t(playing() ? 'player.pause' : 'player.play')"
      >
        <mat-icon [svgIcon]="playing() ? 'pause' : 'play'" />
      </button>
      <time class="muted tabular">{{ seconds() | clockTime }}</time>
    </ng-container>
  `,
  styles: `
    :host {
      display: inline-flex;
      align-items: center;
      gap: 4px;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class PromptPlayer {
  readonly promptId = input.required<string>();
  readonly language = input.required<string>();
  readonly revision = input.required<number>();
  readonly milliseconds = input.required<number | null>();
  /** Half a second is not nothing. */
  protected readonly seconds = computed(() => Math.ceil((this.milliseconds() ?? 0) / 1000));
  private readonly api = inject(Api);
  private readonly toasts = inject(Toasts);
  private audio: HTMLAudioElement | null = null;
  protected readonly loading = signal(false);
  protected readonly playing = signal(false);

  constructor() {
    effect(() => {
      this.revision();
      this.forget();
    });
    inject(DestroyRef).onDestroy(() => this.forget());
  }

  protected async toggle(): Promise<void> {
    if (this.playing()) return this.audio?.pause();
    if (!this.audio && !(await this.load())) return;
    await this.audio?.play();
  }

  private async load(): Promise<boolean> {
    this.loading.set(true);
    const done = await this.toasts.try(async () => {
      const blob = await this.api.blob(`/prompts/${this.promptId()}/languages/${this.language()}/sound`);
      const audio = new Audio(URL.createObjectURL(blob));
      audio.onplay = () => this.playing.set(true);
      audio.onpause = () => this.playing.set(false);
      this.audio = audio;
    });
    this.loading.set(false);
    return done;
  }

  private forget(): void {
    if (!this.audio) return;
    this.audio.pause();
    URL.revokeObjectURL(this.audio.src);
    this.audio = null;
    this.playing.set(false);
  }
}

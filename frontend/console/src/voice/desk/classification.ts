import {
  ChangeDetectionStrategy,
  Component,
  computed,
  effect,
  inject,
  input,
  output,
  signal,
  untracked,
} from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatIconModule } from '@angular/material/icon';
import { TranslocoDirective, TranslocoService } from '@jsverse/transloco';
import type { AskedRecontact, DeskCall, FollowUpOf } from '#contracts';
import { isProblemError } from '../../platform/http/problem-error';
import { OnKey } from '../../platform/keys/on-key';
import { Toasts } from '../../platform/look/toasts';
import { partyName } from '../calls/call-look';
import { Classifiers } from './classifiers';
import { Desk } from './desk';
import { Drafts } from './drafts';
import { RecontactChoice } from './recontact-choice';

/** What came of the call: a classifier at one click, a note, kept while they are being made. */
@Component({
  selector: 'app-classification',
  imports: [MatButtonModule, MatIconModule, TranslocoDirective, OnKey, RecontactChoice],
  templateUrl: './classification.html',
  styleUrl: './classification.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Classification {
  readonly call = input.required<DeskCall>();
  /** What the script's summary says; the agent may still choose otherwise. */
  readonly suggested = input<string | null>(null);
  /** The classifier asks for this script. */
  readonly scripted = output<string>();
  private readonly desk = inject(Desk);
  private readonly drafts = inject(Drafts);
  private readonly toasts = inject(Toasts);
  private readonly transloco = inject(TranslocoService);
  protected readonly classifiers = inject(Classifiers);

  protected readonly choices = computed(() =>
    this.classifiers.ofQueue(this.call().queue?.id ?? null, this.call().classifierId),
  );
  protected readonly classifierId = signal<string | null>(null);
  protected readonly note = signal('');
  protected readonly missing = signal(false);
  protected readonly recontact = signal<AskedRecontact | null>(null);
  /** What the chosen classifier asks beside the result. */
  protected readonly asksRecontact = computed(() => {
    const chosen = this.classifiers.active().find(({ id }) => id === this.classifierId());
    return chosen?.followUps.find(({ kind }) => kind === 'recontact') as FollowUpOf<'recontact'> | undefined;
  });
  protected readonly saving = signal(false);
  protected readonly possible = computed(() => this.call().actions.includes('classify'));
  protected readonly isWrapUp = computed(() => this.call().state === 'wrap-up');
  protected readonly stored = computed(
    () =>
      this.call().classifierId !== null &&
      this.call().classifierId === this.classifierId() &&
      (this.call().note ?? '') === this.note(),
  );
  protected readonly waiting = computed(() => this.drafts.of(this.call().id)?.sending ?? false);
  private readonly id = computed(() => this.call().id);

  constructor() {
    effect(() => {
      this.id();
      untracked(() => this.restore());
    });
    effect(() => {
      const id = this.suggested();
      if (id !== null && untracked(this.choices).some((each) => each.id === id)) untracked(() => this.choose(id));
    });
  }

  protected choose(id: string): void {
    this.classifierId.set(id);
    this.missing.set(false);
    this.recontact.set(null);
    this.keep();
  }

  protected callAgain(asked: AskedRecontact | null): void {
    this.recontact.set(asked);
    this.missing.set(false);
    this.keep();
  }

  protected write(note: string): void {
    this.note.set(note);
    this.keep();
  }

  /** Saves; in wrap-up also finishes it. */
  protected async save(): Promise<void> {
    const call = this.call();
    if (!this.classifierId() && (call.classifierRequired || this.note().trim() !== '')) {
      this.missing.set(true);
      return;
    }
    if (this.asksRecontact()?.required && !this.recontact() && !this.stored()) {
      this.missing.set(true);
      return;
    }
    this.saving.set(true);
    const sent = this.classifierId() === null || this.stored() ? 'done' : await this.send(call);
    if (sent === 'done' && call.state === 'wrap-up') await this.desk.finish(call);
    this.saving.set(false);
  }

  /** `more`: a script follows, so the call stays on the desk. */
  private async send(call: DeskCall): Promise<'done' | 'more' | 'kept'> {
    this.keep();
    try {
      const sent = await this.drafts.send(call.id);
      // The click still counts as the person's wish, so the browser opens them.
      for (const address of sent?.openUrls ?? []) window.open(address, '_blank', 'noopener');
      this.toasts.say('classification.saved');
      if (!sent?.scriptId) return 'done';
      this.scripted.emit(sent.scriptId);
      return 'more';
    } catch (error) {
      if (isProblemError(error, 'network')) this.toasts.say('classification.kept');
      else this.toasts.problem(error);
      return 'kept';
    }
  }

  private restore(): void {
    const draft = this.drafts.of(this.call().id);
    this.classifierId.set(draft?.classifierId ?? this.call().classifierId);
    this.note.set(draft?.note ?? this.call().note ?? '');
    this.recontact.set(draft?.recontact ?? null);
    this.missing.set(false);
  }

  private keep(): void {
    const party = partyName(this.call()) || this.transloco.translate('desk.withheld');
    this.drafts.keep({
      callId: this.call().id,
      party,
      classifierId: this.classifierId(),
      note: this.note(),
      recontact: this.recontact(),
      sending: false,
    });
  }
}

import { ChangeDetectionStrategy, Component, computed, effect, inject, input, signal, untracked } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatIconModule } from '@angular/material/icon';
import { TranslocoDirective, TranslocoService } from '@jsverse/transloco';
import type { DeskCall } from '#contracts';
import { isProblemError } from '../../platform/http/problem-error';
import { OnKey } from '../../platform/keys/on-key';
import { Toasts } from '../../platform/look/toasts';
import { partyName } from '../calls/call-look';
import { Classifiers } from './classifiers';
import { Desk } from './desk';
import { Drafts } from './drafts';

/** What came of the call: a classifier at one click, a note, kept while they are being made. */
@Component({
  selector: 'app-classification',
  imports: [MatButtonModule, MatIconModule, TranslocoDirective, OnKey],
  templateUrl: './classification.html',
  styleUrl: './classification.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Classification {
  readonly call = input.required<DeskCall>();
  private readonly desk = inject(Desk);
  private readonly drafts = inject(Drafts);
  private readonly toasts = inject(Toasts);
  private readonly transloco = inject(TranslocoService);
  protected readonly classifiers = inject(Classifiers);

  protected readonly classifierId = signal<string | null>(null);
  protected readonly note = signal('');
  protected readonly missing = signal(false);
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
  }

  protected choose(id: string): void {
    this.classifierId.set(id);
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
    this.saving.set(true);
    const sent = this.classifierId() === null || this.stored() || (await this.send(call));
    if (sent && call.state === 'wrap-up') await this.desk.finish(call);
    this.saving.set(false);
  }

  private async send(call: DeskCall): Promise<boolean> {
    this.keep();
    try {
      await this.drafts.send(call.id);
      this.toasts.say('classification.saved');
      return true;
    } catch (error) {
      if (isProblemError(error, 'network')) this.toasts.say('classification.kept');
      else this.toasts.problem(error);
      return false;
    }
  }

  private restore(): void {
    const draft = this.drafts.of(this.call().id);
    this.classifierId.set(draft?.classifierId ?? this.call().classifierId);
    this.note.set(draft?.note ?? this.call().note ?? '');
    this.missing.set(false);
  }

  private keep(): void {
    const party = partyName(this.call()) || this.transloco.translate('desk.withheld');
    this.drafts.keep({
      callId: this.call().id,
      party,
      classifierId: this.classifierId(),
      note: this.note(),
      sending: false,
    });
  }
}

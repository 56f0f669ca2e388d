import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { FormControl, FormGroup, Validators } from '@angular/forms';
import { MatButtonModule } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialogModule, MatDialogRef } from '@angular/material/dialog';
import { TranslocoDirective } from '@jsverse/transloco';
import type { AgentView, BreakKind } from '#contracts';
import { SelectField, TextField } from '../../../../ui';
import { showFieldErrors } from '../../platform/forms/server-errors';
import { Api } from '../../platform/http/api';
import { ProblemError } from '../../platform/http/problem-error';
import { Session } from '../../platform/identity/session';
import { Vocabulary } from '../../platform/language/vocabulary';
import { Toasts } from '../../platform/look/toasts';

const SIGN_OUT = 'sign-out';
const BREAK = 'break:';
const NOTE = { min: 3, max: 300 };

/** A supervisor changes another's status, sends him on a break or signs him out, and says why. */
@Component({
  selector: 'app-force-status-dialog',
  imports: [MatButtonModule, MatDialogModule, TranslocoDirective, SelectField, TextField],
  template: `
    <form novalidate *transloco="let t" (submit)="$event.preventDefault(); save()">
      <h2 mat-dialog-title>{{ t('live.forceTitle', { name: agent.name }) }}</h2>
      <mat-dialog-content>
        <p class="muted">{{ t('live.forceHint') }}</p>
        <ui-select-field [control]="form.controls.status" [label]="t('live.state')" [options]="options()" />
        <ui-text-field [control]="form.controls.note" [label]="t('live.forceNote')" [lines]="2" />
      </mat-dialog-content>
      <mat-dialog-actions align="end">
        <button matButton type="button" mat-dialog-close>{{ t('ui.cancel') }}</button>
        <button matButton="filled" type="submit" [disabled]="saving()">{{ t('live.force') }}</button>
      </mat-dialog-actions>
    </form>
  `,
  styles: `
    mat-dialog-content {
      display: flex;
      flex-direction: column;
      gap: 16px;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ForceStatusDialog {
  protected readonly agent = inject<AgentView>(MAT_DIALOG_DATA);
  private readonly api = inject(Api);
  private readonly reference = inject<MatDialogRef<ForceStatusDialog>>(MatDialogRef);
  private readonly session = inject(Session);
  private readonly toasts = inject(Toasts);
  private readonly vocabulary = inject(Vocabulary);
  protected readonly saving = signal(false);
  private readonly kinds = signal<readonly BreakKind[]>([]);
  protected readonly options = computed(() => [
    ...this.vocabulary.options('statuses', ['ready', 'not-ready'] as const),
    ...this.kinds().map(({ id, name }) => ({ value: BREAK + id, label: name })),
    { value: SIGN_OUT, label: this.vocabulary.word('live', 'signOut') },
  ]);
  protected readonly form = new FormGroup({
    status: new FormControl<string>(this.agent.status === 'not-ready' ? 'ready' : 'not-ready', {
      nonNullable: true,
    }),
    note: new FormControl('', {
      nonNullable: true,
      validators: [Validators.required, Validators.minLength(NOTE.min), Validators.maxLength(NOTE.max)],
    }),
  });

  constructor() {
    if (this.session.has('breaks') && this.session.may('breaks.decide')) void this.loadKinds();
  }

  private async loadKinds(): Promise<void> {
    const kinds = await this.api.all<BreakKind>('/break-kinds');
    this.kinds.set(kinds.filter(({ active }) => active));
  }

  private send(): Promise<unknown> {
    const { status, note } = this.form.getRawValue();
    const agent = `/agents/${this.agent.id}`;
    if (status === SIGN_OUT) return this.api.post(`${agent}/sign-out`, { note });
    if (status.startsWith(BREAK)) return this.api.post(`${agent}/breaks`, { kindId: status.slice(BREAK.length), note });
    return this.api.post(`${agent}/status`, { status, note });
  }

  protected async save(): Promise<void> {
    this.form.markAllAsTouched();
    if (this.form.invalid) return;
    this.saving.set(true);
    try {
      await this.send();
      this.toasts.say('ui.saved');
      this.reference.close();
    } catch (error) {
      const homeless = error instanceof ProblemError ? showFieldErrors(this.form, error.fields) : [];
      if (homeless.length > 0 || !(error instanceof ProblemError) || error.fields.length === 0)
        this.toasts.problem(error);
    } finally {
      this.saving.set(false);
    }
  }
}

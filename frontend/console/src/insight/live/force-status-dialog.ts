import { ChangeDetectionStrategy, Component, inject, signal } from '@angular/core';
import { FormControl, FormGroup, Validators } from '@angular/forms';
import { MatButtonModule } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialogModule, MatDialogRef } from '@angular/material/dialog';
import { TranslocoDirective } from '@jsverse/transloco';
import type { AgentView } from '#contracts';
import { SelectField, TextField } from '../../../../ui';
import { showFieldErrors } from '../../platform/forms/server-errors';
import { Api } from '../../platform/http/api';
import { ProblemError } from '../../platform/http/problem-error';
import { Vocabulary } from '../../platform/language/vocabulary';
import { Toasts } from '../../platform/look/toasts';

const NOTE = { min: 3, max: 300 };

/** A supervisor changes another's status and says why. */
@Component({
  selector: 'app-force-status-dialog',
  imports: [MatButtonModule, MatDialogModule, TranslocoDirective, SelectField, TextField],
  template: `
    <form novalidate *transloco="let t" (submit)="$event.preventDefault(); save()">
      <h2 mat-dialog-title>{{ t('live.forceTitle', { name: agent.name }) }}</h2>
      <mat-dialog-content>
        <p class="muted">{{ t('live.forceHint') }}</p>
        <ui-select-field [control]="form.controls.status" [label]="t('live.state')" [options]="options" />
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
  private readonly toasts = inject(Toasts);
  private readonly vocabulary = inject(Vocabulary);
  protected readonly saving = signal(false);
  protected readonly options = (['ready', 'not-ready'] as const).map((value) => ({
    value,
    label: this.vocabulary.word('statuses', value),
  }));
  protected readonly form = new FormGroup({
    status: new FormControl<'ready' | 'not-ready'>(this.agent.status === 'not-ready' ? 'ready' : 'not-ready', {
      nonNullable: true,
    }),
    note: new FormControl('', {
      nonNullable: true,
      validators: [Validators.required, Validators.minLength(NOTE.min), Validators.maxLength(NOTE.max)],
    }),
  });

  protected async save(): Promise<void> {
    this.form.markAllAsTouched();
    if (this.form.invalid) return;
    this.saving.set(true);
    try {
      await this.api.post(`/agents/${this.agent.id}/status`, this.form.getRawValue());
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

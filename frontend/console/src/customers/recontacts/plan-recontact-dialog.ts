import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { FormControl, FormGroup, Validators } from '@angular/forms';
import { MatButtonModule } from '@angular/material/button';
import type { MatDialog } from '@angular/material/dialog';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import { TranslocoDirective } from '@jsverse/transloco';
import { RECONTACT_FOR, type Recontact, type RecontactFor } from '#contracts';
import { SelectField, TextField } from '../../../../ui';
import { editor } from '../../platform/forms/editor';
import { FormDialog } from '../../platform/forms/form-dialog';
import { instantText, localText } from '../../platform/forms/local-time';
import { Api } from '../../platform/http/api';
import { Vocabulary } from '../../platform/language/vocabulary';

/** Who is to be called; `recordId`: the record that its campaign calls then. */
interface Planned {
  readonly contactId: string;
  readonly recordId: string | null;
  readonly name: string;
}

const DAY_MS = 86_400_000;

/** A contact is to be called again: when, by whom, and why. */
@Component({
  selector: 'app-plan-recontact-dialog',
  imports: [MatButtonModule, TranslocoDirective, SelectField, TextField, FormDialog],
  template: `
    <ng-container *transloco="let t">
      <app-form-dialog [heading]="t('recontacts.plan') + ': ' + planned.name" [problem]="editor.problem()">
        <p class="muted">{{ t(planned.recordId ? 'recontacts.planRecordHint' : 'recontacts.planHint') }}</p>
        <ui-text-field [control]="form.controls.dueAt" [label]="t('recontacts.dueAt')" type="datetime-local" />
        <ui-select-field [control]="form.controls.for" [label]="t('recontacts.for')" [options]="whom()" />
        <ui-text-field [control]="form.controls.note" [label]="t('recontacts.note')" [lines]="3" />
        <button actions matButton="filled" type="button" [disabled]="editor.saving()" (click)="editor.save()">
          {{ t('recontacts.planIt') }}
        </button>
      </app-form-dialog>
    </ng-container>
  `,
  styles: `
    p {
      margin: 0;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class PlanRecontactDialog {
  protected readonly planned = inject<Planned>(MAT_DIALOG_DATA);
  private readonly dialog = inject<MatDialogRef<PlanRecontactDialog, boolean>>(MatDialogRef);
  private readonly api = inject(Api);
  private readonly vocabulary = inject(Vocabulary);
  protected readonly form = new FormGroup({
    dueAt: new FormControl(localText(new Date(Date.now() + DAY_MS).toISOString()), {
      nonNullable: true,
      validators: [Validators.required],
    }),
    for: new FormControl<RecontactFor>('agent', { nonNullable: true }),
    note: new FormControl('', { nonNullable: true, validators: [Validators.maxLength(1000)] }),
  });

  protected readonly editor = editor<Recontact>({
    form: this.form,
    load: () => Promise.resolve(null),
    show: () => undefined,
    save: () => {
      const { contactId, recordId } = this.planned;
      const { dueAt, ...asked } = this.form.getRawValue();
      return this.api.post<Recontact>('/recontacts', { contactId, recordId, dueAt: instantText(dueAt), ...asked });
    },
    saved: () => this.dialog.close(true),
  });

  protected readonly whom = () => this.vocabulary.options('recontactFor', RECONTACT_FOR);
}

/** Asks when, by whom and why; `then` once it is planned. */
export function planRecontact(dialog: MatDialog, data: Planned, then: () => void = () => undefined): void {
  dialog
    .open<PlanRecontactDialog, Planned, boolean>(PlanRecontactDialog, { data, width: '480px' })
    .afterClosed()
    .subscribe((planned) => {
      if (planned) then();
    });
}

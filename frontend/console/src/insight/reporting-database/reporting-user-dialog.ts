import { ChangeDetectionStrategy, Component, inject, signal } from '@angular/core';
import { FormControl, FormGroup, Validators } from '@angular/forms';
import { MatButtonModule } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialogModule } from '@angular/material/dialog';
import { TranslocoDirective } from '@jsverse/transloco';
import type { ReportingPassword } from '#contracts';
import { TextField } from '../../../../ui';
import { showFieldErrors } from '../../platform/forms/server-errors';
import { Api } from '../../platform/http/api';
import { ProblemError } from '../../platform/http/problem-error';
import { Toasts } from '../../platform/look/toasts';

/** A further user of the reporting database, or (`data`) what a user's new password is; it is shown here and never again. */
@Component({
  selector: 'app-reporting-user-dialog',
  imports: [MatButtonModule, MatDialogModule, TranslocoDirective, TextField],
  template: `
    <form novalidate *transloco="let t" (submit)="$event.preventDefault(); add()">
      <h2 mat-dialog-title>{{ made()?.user?.role ?? t('reportingDatabase.add') }}</h2>
      <mat-dialog-content>
        @if (made(); as one) {
          <p>{{ t('reportingDatabase.passwordHint') }}</p>
          <code>{{ one.password }}</code>
        } @else {
          <ui-text-field
            [control]="form.controls.login"
            [label]="t('reportingDatabase.login')"
            [hint]="t('reportingDatabase.loginHint')"
          />
          <ui-text-field
            [control]="form.controls.purpose"
            [label]="t('reportingDatabase.purpose')"
            [hint]="t('reportingDatabase.purposeHint')"
          />
        }
      </mat-dialog-content>
      <mat-dialog-actions align="end">
        @if (made()) {
          <button matButton="filled" type="button" mat-dialog-close>{{ t('ui.close') }}</button>
        } @else {
          <button matButton type="button" mat-dialog-close>{{ t('ui.cancel') }}</button>
          <button matButton="filled" type="submit">{{ t('ui.save') }}</button>
        }
      </mat-dialog-actions>
    </form>
  `,
  styles: `
    mat-dialog-content {
      display: flex;
      flex-direction: column;
      gap: 16px;
    }
    p {
      margin: 0;
    }
    code {
      padding: 12px;
      border-radius: 8px;
      background: var(--cc-quiet-container);
      font-size: 16px;
      overflow-wrap: anywhere;
      user-select: all;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ReportingUserDialog {
  private readonly api = inject(Api);
  private readonly toasts = inject(Toasts);
  protected readonly made = signal(inject<ReportingPassword | null>(MAT_DIALOG_DATA, { optional: true }));
  protected readonly form = new FormGroup({
    login: new FormControl('', { nonNullable: true, validators: [Validators.required] }),
    purpose: new FormControl('', { nonNullable: true, validators: [Validators.required, Validators.maxLength(120)] }),
  });

  protected async add(): Promise<void> {
    this.form.markAllAsTouched();
    if (this.form.invalid) return;
    try {
      this.made.set(await this.api.post<ReportingPassword>('/reporting-database/users', this.form.getRawValue()));
    } catch (error) {
      const fields = error instanceof ProblemError ? error.fields : [];
      if (fields.length === 0 || showFieldErrors(this.form, fields).length > 0) this.toasts.problem(error);
    }
  }
}

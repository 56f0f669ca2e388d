import { ChangeDetectionStrategy, Component, inject, signal } from '@angular/core';
import { FormControl, FormGroup, Validators } from '@angular/forms';
import { MatButtonModule } from '@angular/material/button';
import { MatDialogModule } from '@angular/material/dialog';
import { TranslocoDirective } from '@jsverse/transloco';
import type { AddedGsmDevice, User } from '#contracts';
import { SelectField, TextField } from '../../../../ui';
import { names } from '../../platform/forms/names';
import { showFieldErrors } from '../../platform/forms/server-errors';
import { Api } from '../../platform/http/api';
import { ProblemError } from '../../platform/http/problem-error';
import { Toasts } from '../../platform/look/toasts';

/** A further phone; its token is shown here and never again. */
@Component({
  selector: 'app-add-device-dialog',
  imports: [MatButtonModule, MatDialogModule, TranslocoDirective, SelectField, TextField],
  template: `
    <form novalidate *transloco="let t" (submit)="$event.preventDefault(); add()">
      <h2 mat-dialog-title>{{ t('gsm.add') }}</h2>
      <mat-dialog-content>
        @if (token(); as secret) {
          <p>{{ t('gsm.tokenHint') }}</p>
          <code>{{ secret }}</code>
        } @else {
          <ui-text-field [control]="form.controls.name" [label]="t('gsm.device')" />
          <ui-select-field [control]="form.controls.userId" [label]="t('gsm.person')" [options]="users.options()" />
          <ui-text-field [control]="form.controls.number" [label]="t('gsm.number')" type="tel" />
        }
      </mat-dialog-content>
      <mat-dialog-actions align="end">
        @if (token()) {
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
    code {
      padding: 12px;
      border-radius: 8px;
      background: var(--cc-quiet-container);
      overflow-wrap: anywhere;
      user-select: all;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class AddDeviceDialog {
  private readonly api = inject(Api);
  private readonly toasts = inject(Toasts);
  protected readonly token = signal('');
  protected readonly users = names<User>('/users', ({ firstName, lastName }) => `${lastName} ${firstName}`);
  protected readonly form = new FormGroup({
    name: new FormControl('', { nonNullable: true, validators: [Validators.required, Validators.maxLength(80)] }),
    userId: new FormControl('', { nonNullable: true, validators: [Validators.required] }),
    number: new FormControl('', { nonNullable: true, validators: [Validators.required] }),
  });

  protected async add(): Promise<void> {
    this.form.markAllAsTouched();
    if (this.form.invalid) return;
    try {
      this.token.set((await this.api.post<AddedGsmDevice>('/gsm-devices', this.form.getRawValue())).token);
    } catch (error) {
      const fields = error instanceof ProblemError ? error.fields : [];
      if (fields.length === 0 || showFieldErrors(this.form, fields).length > 0) this.toasts.problem(error);
    }
  }
}

import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { FormControl, ReactiveFormsModule, Validators } from '@angular/forms';
import { MatButtonModule } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialogModule, MatDialogRef, type MatDialog } from '@angular/material/dialog';
import { TranslocoDirective } from '@jsverse/transloco';
import { firstValueFrom } from 'rxjs';
import { TextField } from '../../../../ui';

interface Matter {
  readonly title: string;
  readonly text: string;
  readonly action: string;
  readonly danger: boolean;
}

/** Asks why; without a reason nothing happens. */
@Component({
  selector: 'app-reason-dialog',
  imports: [ReactiveFormsModule, MatButtonModule, MatDialogModule, TranslocoDirective, TextField],
  template: `
    <form *transloco="let t" (submit)="$event.preventDefault(); done()">
      <h2 mat-dialog-title>{{ matter.title }}</h2>
      <mat-dialog-content>
        <p>{{ matter.text }}</p>
        <ui-text-field [control]="reason" [label]="t('recordings.why')" />
      </mat-dialog-content>
      <mat-dialog-actions align="end">
        <button matButton type="button" mat-dialog-close>{{ t('ui.cancel') }}</button>
        <button matButton="filled" type="submit" [class.danger]="matter.danger">{{ matter.action }}</button>
      </mat-dialog-actions>
    </form>
  `,
  styles: `
    p {
      margin-bottom: 14px;
    }
    .danger {
      --mat-button-filled-container-color: var(--cc-bad);
      --mat-button-filled-label-text-color: var(--cc-bad-container);
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ReasonDialog {
  protected readonly matter = inject<Matter>(MAT_DIALOG_DATA);
  private readonly opened = inject<MatDialogRef<ReasonDialog, string>>(MatDialogRef);
  protected readonly reason = new FormControl('', {
    nonNullable: true,
    validators: [Validators.required, Validators.minLength(3), Validators.maxLength(300)],
  });

  protected done(): void {
    this.reason.markAsTouched();
    if (this.reason.valid) this.opened.close(this.reason.value.trim());
  }
}

/** The reason; undefined when the person turned away. */
export const askReason = (dialog: MatDialog, matter: Matter): Promise<string | undefined> =>
  firstValueFrom(
    dialog.open<ReasonDialog, Matter, string>(ReasonDialog, { data: matter, width: '480px' }).afterClosed(),
  );

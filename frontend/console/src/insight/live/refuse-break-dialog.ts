import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { FormControl, Validators } from '@angular/forms';
import { MatButtonModule } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialogModule, MatDialogRef } from '@angular/material/dialog';
import { TranslocoDirective } from '@jsverse/transloco';
import type { AgentBreak } from '#contracts';
import { TextField } from '../../../../ui';
import { Api } from '../../platform/http/api';
import { Toasts } from '../../platform/look/toasts';

const NOTE = { min: 3, max: 300 };

/** Why an agent may not go on a break now. */
@Component({
  selector: 'app-refuse-break-dialog',
  imports: [MatButtonModule, MatDialogModule, TranslocoDirective, TextField],
  template: `
    <form novalidate *transloco="let t" (submit)="$event.preventDefault(); refuse()">
      <h2 mat-dialog-title>{{ t('breaks.refuseTitle', { name: asked.agentName, kind: asked.kindName }) }}</h2>
      <mat-dialog-content>
        <ui-text-field [control]="note" [label]="t('breaks.refuseNote')" [lines]="2" />
      </mat-dialog-content>
      <mat-dialog-actions align="end">
        <button matButton type="button" mat-dialog-close>{{ t('ui.cancel') }}</button>
        <button matButton="filled" type="submit">{{ t('breaks.refuse') }}</button>
      </mat-dialog-actions>
    </form>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class RefuseBreakDialog {
  protected readonly asked = inject<AgentBreak>(MAT_DIALOG_DATA);
  private readonly api = inject(Api);
  private readonly reference = inject<MatDialogRef<RefuseBreakDialog>>(MatDialogRef);
  private readonly toasts = inject(Toasts);
  protected readonly note = new FormControl('', {
    nonNullable: true,
    validators: [Validators.required, Validators.minLength(NOTE.min), Validators.maxLength(NOTE.max)],
  });

  protected async refuse(): Promise<void> {
    this.note.markAsTouched();
    if (this.note.invalid) return;
    const body = { note: this.note.value };
    if (await this.toasts.try(() => this.api.post(`/breaks/${this.asked.id}/refuse`, body))) this.reference.close();
  }
}

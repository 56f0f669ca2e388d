import { ChangeDetectionStrategy, Component, inject, signal } from '@angular/core';
import { FormControl } from '@angular/forms';
import { MatButtonModule } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialogModule, MatDialogRef } from '@angular/material/dialog';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import type { Recontact } from '#contracts';
import { TextField } from '../../../../ui';
import { FormDialog } from '../../platform/forms/form-dialog';
import { instantText, localText } from '../../platform/forms/local-time';
import { Api } from '../../platform/http/api';
import { ProblemText } from '../../platform/http/problem-text';
import { partyOf } from './recontact-party';

/** One recontact: moved to another time, done, or not wanted any more. */
@Component({
  selector: 'app-recontact-dialog',
  imports: [MatButtonModule, MatDialogModule, RouterLink, TranslocoDirective, TextField, FormDialog],
  template: `
    <ng-container *transloco="let t">
      <app-form-dialog [heading]="party" [problem]="problem()" [wayOut]="t('ui.close')">
        <p class="muted">
          {{ recontact.for === 'agent' ? recontact.agent?.name : t('recontacts.anyone') }}
          @if (recontact.classifier; as classifier) {
            · {{ classifier.name }}
          }
        </p>
        @if (recontact.note) {
          <p>{{ recontact.note }}</p>
        }
        @if (recontact.contact; as contact) {
          <a [routerLink]="['/contacts', contact.id]" mat-dialog-close>{{ t('recontacts.card') }}</a>
        }
        @if (recontact.state === 'open') {
          <ui-text-field [control]="dueAt" [label]="t('recontacts.dueAt')" type="datetime-local" />
        } @else {
          <p>{{ t('recontactStates.' + recontact.state) }}</p>
        }
        @if (recontact.state === 'open') {
          <ng-container actions>
            <button matButton type="button" (click)="save({ state: 'cancelled' })">{{ t('recontacts.cancel') }}</button>
            <button matButton type="button" (click)="save({ state: 'done' })">{{ t('recontacts.done') }}</button>
            <button matButton="filled" type="button" (click)="moved()">{{ t('recontacts.move') }}</button>
          </ng-container>
        }
      </app-form-dialog>
    </ng-container>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class RecontactDialog {
  protected readonly recontact = inject<Recontact>(MAT_DIALOG_DATA);
  private readonly dialog = inject<MatDialogRef<RecontactDialog, boolean>>(MatDialogRef);
  private readonly api = inject(Api);
  private readonly problems = inject(ProblemText);
  protected readonly party = partyOf(this.recontact);
  protected readonly problem = signal('');
  protected readonly dueAt = new FormControl(localText(this.recontact.dueAt), { nonNullable: true });

  protected moved(): void {
    const dueAt = instantText(this.dueAt.value);
    if (dueAt) void this.save({ dueAt });
  }

  protected async save(change: { dueAt: string } | { state: 'done' | 'cancelled' }): Promise<void> {
    const { id, version } = this.recontact;
    try {
      await this.api.patch(`/recontacts/${id}`, { ...change, version });
      this.dialog.close(true);
    } catch (error) {
      this.problem.set(this.problems.of(error));
    }
  }
}

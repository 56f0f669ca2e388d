import { Vocabulary } from '../language/vocabulary';
import { ChangeDetectionStrategy, Component, inject, signal } from '@angular/core';
import { FormControl, Validators } from '@angular/forms';
import { MatButtonModule } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialogModule, MatDialogRef } from '@angular/material/dialog';
import { TranslocoDirective } from '@jsverse/transloco';
import { ROLES, type Role, type SavedView } from '#contracts';
import { SelectField, TextField } from '../../../../ui';
import { Api } from '../http/api';
import { ProblemText } from '../http/problem-text';
import { Session } from '../identity/session';

/** Keeps what is shown under a name; with roles, for others too. */
@Component({
  selector: 'app-save-view-dialog',
  imports: [MatButtonModule, MatDialogModule, TranslocoDirective, SelectField, TextField],
  template: `
    <form *transloco="let t" novalidate (submit)="$event.preventDefault(); save()">
      <h2 mat-dialog-title>{{ t('views.save') }}</h2>
      <mat-dialog-content>
        <ui-text-field [control]="name" [label]="t('views.name')" />
        @if (mayShare) {
          <ui-select-field
            [control]="roles"
            [label]="t('views.roles')"
            [hint]="t('views.rolesHint')"
            [options]="roleOptions"
            [multiple]="true"
          />
        }
        @if (problem(); as text) {
          <p class="problem" role="alert">{{ text }}</p>
        }
      </mat-dialog-content>
      <mat-dialog-actions align="end">
        <button matButton type="button" mat-dialog-close>{{ t('ui.cancel') }}</button>
        <button matButton="filled" type="submit">{{ t('ui.save') }}</button>
      </mat-dialog-actions>
    </form>
  `,
  styles: `
    mat-dialog-content {
      display: grid;
      gap: 12px;
    }
    .problem {
      margin: 0;
      color: var(--cc-bad);
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class SaveViewDialog {
  private readonly api = inject(Api);
  private readonly problems = inject(ProblemText);
  private readonly vocabulary = inject(Vocabulary);
  private readonly shown = inject<{ path: string; query: string }>(MAT_DIALOG_DATA);
  private readonly dialog = inject<MatDialogRef<SaveViewDialog>>(MatDialogRef);
  protected readonly mayShare = inject(Session).may('views.share');
  protected readonly name = new FormControl('', {
    nonNullable: true,
    validators: [Validators.required, Validators.maxLength(60)],
  });
  protected readonly roles = new FormControl<Role[]>([], { nonNullable: true });
  protected readonly roleOptions = this.vocabulary.options('roles', ROLES);
  protected readonly problem = signal('');

  protected async save(): Promise<void> {
    this.name.markAsTouched();
    if (this.name.invalid) return;
    try {
      const view = { ...this.shown, name: this.name.value, roles: this.roles.value };
      await this.api.post<SavedView>('/views', view);
      this.dialog.close();
    } catch (error) {
      this.problem.set(this.problems.of(error));
    }
  }
}

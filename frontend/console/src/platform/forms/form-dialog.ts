import { ChangeDetectionStrategy, Component, input } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatDialogModule } from '@angular/material/dialog';
import { TranslocoDirective } from '@jsverse/transloco';

/** The frame of a dialog with a form: heading, fields (projected), what is wrong, the way out, what can be done (`[actions]`). */
@Component({
  selector: 'app-form-dialog',
  imports: [MatButtonModule, MatDialogModule, TranslocoDirective],
  template: `
    <ng-container *transloco="let t">
      <h2 mat-dialog-title>{{ heading() }}</h2>
      <mat-dialog-content>
        <div class="fields"><ng-content /></div>
        @if (problem()) {
          <p class="problem" role="alert">{{ problem() }}</p>
        }
      </mat-dialog-content>
      <mat-dialog-actions align="end">
        <button matButton type="button" mat-dialog-close>{{ wayOut() || t('ui.cancel') }}</button>
        <ng-content select="[actions]" />
      </mat-dialog-actions>
    </ng-container>
  `,
  styles: `
    .fields {
      display: grid;
      gap: 12px;
      /* Room for the label of a first field, which stands on its border. */
      padding-top: 8px;
    }
    .problem {
      margin: 12px 0 0;
      color: var(--mat-sys-error);
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class FormDialog {
  readonly heading = input.required<string>();
  readonly problem = input('');
  /** Its word where there is nothing to cancel. */
  readonly wayOut = input('');
}

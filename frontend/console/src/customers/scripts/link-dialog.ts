import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { FormControl } from '@angular/forms';
import { MatButtonModule } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialogModule, MatDialogRef } from '@angular/material/dialog';
import { TranslocoDirective } from '@jsverse/transloco';
import { TextField } from '../../../../ui';

/** Where a link leads; closes with the address, with nothing for no link. */
@Component({
  selector: 'app-link-dialog',
  imports: [MatButtonModule, MatDialogModule, TranslocoDirective, TextField],
  template: `
    <form *transloco="let t" (submit)="$event.preventDefault(); close(address.value)">
      <h2 mat-dialog-title>{{ t('scripts.tools.link') }}</h2>
      <mat-dialog-content>
        <ui-text-field
          [control]="address"
          [label]="t('scripts.address')"
          [hint]="t('scripts.addressHint', { example })"
        />
      </mat-dialog-content>
      <mat-dialog-actions align="end">
        <button matButton type="button" mat-dialog-close>{{ t('ui.cancel') }}</button>
        @if (before) {
          <button matButton type="button" (click)="close('')">{{ t('scripts.removeLink') }}</button>
        }
        <button matButton="filled" type="submit">{{ t('scripts.setLink') }}</button>
      </mat-dialog-actions>
    </form>
  `,
  styles: `
    ui-text-field {
      padding-top: 6px;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class LinkDialog {
  private readonly opened = inject<MatDialogRef<LinkDialog, string>>(MatDialogRef);
  protected readonly before = inject<string>(MAT_DIALOG_DATA);
  protected readonly address = new FormControl(this.before || 'https://', { nonNullable: true });
  protected readonly example = '{{contact.id}}';

  protected close(address: string): void {
    this.opened.close(address.trim());
  }
}

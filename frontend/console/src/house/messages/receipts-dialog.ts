import { ChangeDetectionStrategy, Component, inject, resource } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialogModule } from '@angular/material/dialog';
import { TranslocoDirective } from '@jsverse/transloco';
import type { Receipt, SentMessage } from '#contracts';
import { Skeleton } from '../../../../ui';
import { Api } from '../../platform/http/api';
import { InstantPipe } from '../../platform/time/format-pipes';

/** Who has read a message and who has not. */
@Component({
  selector: 'app-receipts-dialog',
  imports: [MatButtonModule, MatDialogModule, TranslocoDirective, Skeleton, InstantPipe],
  template: `
    <ng-container *transloco="let t">
      <h2 mat-dialog-title>{{ message.title }}</h2>
      <mat-dialog-content>
        @if (receipts.hasValue()) {
          <ul>
            @for (receipt of receipts.value(); track receipt.userId) {
              <li>
                <span>{{ receipt.name }}</span>
                <span class="muted">{{ receipt.readAt ? (receipt.readAt | instant) : t('messages.notRead') }}</span>
              </li>
            }
          </ul>
        } @else {
          <ui-skeleton [rows]="4" />
        }
      </mat-dialog-content>
      <mat-dialog-actions align="end">
        <button matButton mat-dialog-close>{{ t('ui.close') }}</button>
      </mat-dialog-actions>
    </ng-container>
  `,
  styles: `
    ul {
      margin: 0;
      padding: 0;
      list-style: none;
    }
    li {
      display: flex;
      justify-content: space-between;
      gap: 16px;
      padding: 8px 0;
      border-bottom: 1px solid var(--cc-line);
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ReceiptsDialog {
  protected readonly message = inject<SentMessage>(MAT_DIALOG_DATA);
  private readonly api = inject(Api);
  protected readonly receipts = resource({
    loader: () => this.api.all<Receipt>(`/messages/${this.message.id}/receipts`),
  });
}

import { Clipboard } from '@angular/cdk/clipboard';
import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialogModule } from '@angular/material/dialog';
import { MatIconModule } from '@angular/material/icon';
import { TranslocoDirective } from '@jsverse/transloco';
import type { IssuedLink, User } from '#contracts';
import { Toasts } from '../../platform/look/toasts';
import { InstantPipe } from '../../platform/time/format-pipes';

export type LinkPurpose = 'activation-link' | 'password-reset';

/** The link that was mailed, for handing over another way. */
@Component({
  selector: 'app-link-dialog',
  imports: [MatButtonModule, MatDialogModule, MatIconModule, TranslocoDirective, InstantPipe],
  template: `
    <ng-container *transloco="let t">
      <h2 mat-dialog-title>{{ t(data.purpose === 'activation-link' ? 'users.activationLink' : 'users.resetLink') }}</h2>
      <mat-dialog-content>
        <p>{{ t('users.linkText', { email: data.user.email }) }}</p>
        <p class="url">
          <code data-link>{{ data.link.url }}</code>
        </p>
        <p class="muted">
          {{ t('users.linkUntil') }} <time>{{ data.link.expiresAt | instant }}</time>
        </p>
      </mat-dialog-content>
      <mat-dialog-actions align="end">
        <button matButton mat-dialog-close>{{ t('ui.close') }}</button>
        <button matButton="filled" (click)="copy()"><mat-icon svgIcon="copy" />{{ t('ui.copy') }}</button>
      </mat-dialog-actions>
    </ng-container>
  `,
  styles: `
    .url {
      margin: 12px 0;
      padding: 10px 12px;
      border-radius: 8px;
      background: var(--cc-hover);
      overflow-wrap: anywhere;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class LinkDialog {
  protected readonly data = inject<{ link: IssuedLink; purpose: LinkPurpose; user: User }>(MAT_DIALOG_DATA);
  private readonly clipboard = inject(Clipboard);
  private readonly toasts = inject(Toasts);

  protected copy(): void {
    if (this.clipboard.copy(this.data.link.url)) this.toasts.say('ui.copied');
  }
}

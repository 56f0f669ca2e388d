import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatIconModule } from '@angular/material/icon';
import { TranslocoDirective } from '@jsverse/transloco';
import type { OwnMessage } from '#contracts';
import { Api } from '../../platform/http/api';
import { Toasts } from '../../platform/look/toasts';
import { Realtime } from '../../platform/realtime/realtime';
import { InstantPipe } from '../../platform/time/format-pipes';

const AT_ONCE = 2;

/** What I have been told and not confirmed, and a maintenance while it goes on; above every page. */
@Component({
  selector: 'app-message-dock',
  imports: [MatButtonModule, MatIconModule, TranslocoDirective, InstantPipe],
  template: `
    <ng-container *transloco="let t">
      @for (notice of notices(); track notice.id) {
        <aside class="notice" role="status" data-message="maintenance">
          <mat-icon svgIcon="alert" aria-hidden="true" />
          <p>
            <strong>{{ notice.title }}</strong>
            <span>{{ notice.body }}</span>
            <small>{{ t('messages.until') }} {{ notice.endsAt | instant }}</small>
          </p>
        </aside>
      }
      @for (message of unread(); track message.id) {
        <aside class="card" role="status" [attr.data-message]="message.kind">
          <mat-icon [svgIcon]="message.kind === 'update' ? 'info' : 'mail'" aria-hidden="true" />
          <p>
            <strong>{{ message.title }}</strong>
            <span class="body">{{ message.body }}</span>
            <small class="muted">{{ message.from.name }}, {{ message.sentAt | instant }}</small>
          </p>
          <button matButton="outlined" type="button" (click)="read(message)">
            <mat-icon svgIcon="check" />{{ t('messages.confirm') }}
          </button>
        </aside>
      }
      @if (more() > 0) {
        <p class="muted more">{{ t('messages.more', { count: more() }) }}</p>
      }
    </ng-container>
  `,
  styles: `
    aside {
      display: flex;
      align-items: center;
      gap: 12px;
      margin-bottom: 12px;
      padding: 10px 16px;
    }
    .notice {
      border-radius: 8px;
      background: var(--cc-warn-container);
      color: var(--cc-warn);
    }
    mat-icon {
      flex: none;
    }
    p {
      display: flex;
      flex: 1;
      flex-direction: column;
      margin: 0;
      min-width: 0;
      overflow-wrap: anywhere;
    }
    .body {
      white-space: pre-line;
    }
    .more {
      margin: -4px 4px 12px;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class MessageDock {
  private readonly api = inject(Api);
  private readonly toasts = inject(Toasts);
  private readonly all = inject(Realtime).topic('notifications').all<OwnMessage>('message');
  private readonly waiting = computed(() =>
    this.all()
      .filter(({ kind }) => kind !== 'maintenance')
      .sort((a, b) => b.sentAt.localeCompare(a.sentAt)),
  );
  protected readonly notices = computed(() => this.all().filter(({ kind }) => kind === 'maintenance'));
  protected readonly unread = computed(() => this.waiting().slice(0, AT_ONCE));
  protected readonly more = computed(() => this.waiting().length - this.unread().length);

  protected read({ id }: OwnMessage): void {
    void this.toasts.try(() => this.api.post(`/messages/${id}/read`));
  }
}

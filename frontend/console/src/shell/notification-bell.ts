import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { MatBadgeModule } from '@angular/material/badge';
import { MatButtonModule } from '@angular/material/button';
import { MatIconModule } from '@angular/material/icon';
import { MatMenuModule } from '@angular/material/menu';
import { MatTooltipModule } from '@angular/material/tooltip';
import { Router } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import type { Notification } from '#contracts';
import { EmptyState } from '../../../ui';
import { Toasts } from '../platform/look/toasts';
import { InstantPipe } from '../platform/time/format-pipes';
import { Notifications } from './notifications';

const ICONS = { info: 'info', warning: 'alert', critical: 'error' } as const;

@Component({
  selector: 'app-notification-bell',
  imports: [
    MatBadgeModule,
    MatButtonModule,
    MatIconModule,
    MatMenuModule,
    MatTooltipModule,
    TranslocoDirective,
    EmptyState,
    InstantPipe,
  ],
  template: `
    <ng-container *transloco="let t">
      <button
        matIconButton
        [matMenuTriggerFor]="list"
        [matTooltip]="t('notificationArea.title')"
        [attr.aria-label]="t('notificationArea.count', { count: notifications.unread() })"
      >
        <span
          [matBadge]="notifications.unread()"
          [matBadgeHidden]="notifications.unread() === 0"
          matBadgeSize="small"
          aria-hidden="true"
          ><mat-icon svgIcon="bell"
        /></span>
      </button>
      <mat-menu #list="matMenu" xPosition="before" class="notification-menu">
        @for (note of notifications.all(); track note.id) {
          <button mat-menu-item (click)="open(note)" [class.unread]="!note.readAt" [attr.data-severity]="note.severity">
            <mat-icon [svgIcon]="icons[note.severity]" />
            <span class="text"
              >{{ t('notifications.' + note.code, note.params) }}
              @if (note.count > 1) {
                <strong class="tabular">×{{ note.count }}</strong>
              }
            </span>
            <small class="muted"
              ><time>{{ note.at | instant }}</time></small
            >
          </button>
        } @empty {
          <ui-empty-state icon="bell" [title]="t('notificationArea.empty')" />
        }
      </mat-menu>
    </ng-container>
  `,
  styles: `
    .text {
      display: block;
      white-space: normal;
    }
    .unread .text {
      font-weight: 650;
    }
    [data-severity='warning'] mat-icon {
      color: var(--cc-warn);
    }
    [data-severity='critical'] mat-icon {
      color: var(--cc-bad);
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class NotificationBell {
  protected readonly notifications = inject(Notifications);
  protected readonly icons = ICONS;
  private readonly router = inject(Router);
  private readonly toasts = inject(Toasts);

  protected open({ id, link, readAt }: Notification): void {
    if (readAt === null) void this.toasts.try(() => this.notifications.read(id));
    if (link) void this.router.navigateByUrl(link);
  }
}

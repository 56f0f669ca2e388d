import { ChangeDetectionStrategy, Component, inject, resource } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialogModule } from '@angular/material/dialog';
import { TranslocoDirective } from '@jsverse/transloco';
import type { Alert, AlertDelivery } from '#contracts';
import { Skeleton, StatusChip, type Tone } from '../../../../ui';
import { Api } from '../../platform/http/api';
import { InstantPipe } from '../../platform/time/format-pipes';
import { AlertWords } from './alert-words';

const TONES: Readonly<Record<AlertDelivery['state'], Tone>> = {
  waiting: 'quiet',
  sent: 'ok',
  failed: 'warn',
  lost: 'bad',
};

/** One alert: its condition, its times, and whom it reached. */
@Component({
  selector: 'app-alert-dialog',
  imports: [MatButtonModule, MatDialogModule, TranslocoDirective, Skeleton, StatusChip, InstantPipe],
  template: `
    <ng-container *transloco="let t">
      <h2 mat-dialog-title>{{ alert.rule.name }}</h2>
      <mat-dialog-content>
        <p>{{ condition }}</p>
        <dl>
          @if (alert.subject; as subject) {
            <dt>{{ t('alerts.subject') }}</dt>
            <dd>{{ subject.name }}</dd>
          }
          <dt>{{ t('alerts.firedAt') }}</dt>
          <dd>{{ alert.firedAt | instant }}</dd>
          <dt>{{ t('alerts.toldAt') }}</dt>
          <dd>{{ alert.toldAt ? (alert.toldAt | instant) : t('alerts.quietNow') }}</dd>
          @if (alert.escalatedAt) {
            <dt>{{ t('alerts.escalatedAt') }}</dt>
            <dd>{{ alert.escalatedAt | instant }}</dd>
          }
        </dl>
        <h3>{{ t('alerts.deliveries') }}</h3>
        @if (deliveries.hasValue()) {
          <ul>
            @for (delivery of deliveries.value(); track $index) {
              <li>
                <span class="target">{{ delivery.target }}</span>
                <ui-status-chip [tone]="tones[delivery.state]">{{
                  t('alertDeliveries.' + delivery.state)
                }}</ui-status-chip>
                @if (delivery.error && delivery.state !== 'sent') {
                  <small class="muted"
                    >{{ delivery.error }} · {{ t('alerts.attempts', { count: delivery.attempts }) }}</small
                  >
                }
              </li>
            } @empty {
              <li class="muted">{{ t('alerts.noDeliveries') }}</li>
            }
          </ul>
        } @else {
          <ui-skeleton [rows]="2" />
        }
      </mat-dialog-content>
      <mat-dialog-actions align="end">
        <button matButton mat-dialog-close>{{ t('ui.close') }}</button>
      </mat-dialog-actions>
    </ng-container>
  `,
  styles: `
    dl {
      display: grid;
      grid-template-columns: max-content 1fr;
      gap: 4px 16px;
    }
    dt {
      color: var(--cc-muted);
    }
    dd {
      margin: 0;
    }
    ul {
      margin: 0;
      padding: 0;
      list-style: none;
    }
    li {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      justify-content: space-between;
      gap: 4px 16px;
      padding: 8px 0;
      border-bottom: 1px solid var(--cc-line);
    }
    .target {
      overflow-wrap: anywhere;
    }
    small {
      flex-basis: 100%;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class AlertDialog {
  protected readonly alert = inject<Alert>(MAT_DIALOG_DATA);
  protected readonly condition = inject(AlertWords).condition(this.alert.watch);
  protected readonly tones = TONES;
  private readonly api = inject(Api);
  protected readonly deliveries = resource({
    loader: () => this.api.get<AlertDelivery[]>(`/alerts/${this.alert.id}/deliveries`),
  });
}

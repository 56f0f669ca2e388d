import { ChangeDetectionStrategy, Component, effect, inject, signal, untracked } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatDialog } from '@angular/material/dialog';
import { MatIconModule } from '@angular/material/icon';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import { ALERT_SEVERITIES, ALERT_STATES, type Alert } from '#contracts';
import { Cell, FilterSelect, StatusChip, type ListColumn, type Tone } from '../../../../ui';
import { Api } from '../../platform/http/api';
import { Vocabulary } from '../../platform/language/vocabulary';
import { Toasts } from '../../platform/look/toasts';
import { listSource } from '../../platform/lists/list-source';
import { SourceList } from '../../platform/lists/source-list';
import { InstantPipe } from '../../platform/time/format-pipes';
import { Notifications } from '../../shell/notifications';
import { AlertDialog } from './alert-dialog';
import { AlertWords } from './alert-words';

export const SEVERITY_TONES: Readonly<Record<Alert['severity'], Tone>> = {
  info: 'quiet',
  warning: 'warn',
  critical: 'bad',
};

/** What fired, open and past, and who takes care of it. */
@Component({
  selector: 'app-alerts-page',
  imports: [
    MatButtonModule,
    MatIconModule,
    RouterLink,
    TranslocoDirective,
    Cell,
    FilterSelect,
    StatusChip,
    SourceList,
    InstantPipe,
  ],
  template: `
    <app-source-list
      *transloco="let t"
      [title]="t('nav.alerts')"
      [source]="source"
      [columns]="columns"
      [emptyTitle]="t('alerts.empty')"
      [emptyHint]="t('alerts.emptyHint')"
    >
      <a actions matButton routerLink="/alerts/rules"><mat-icon svgIcon="permissions" />{{ t('alerts.rules') }}</a>
      <ng-container filters>
        <ui-filter-select
          [label]="t('alerts.state')"
          [options]="words('alertStates', states)"
          [value]="source.filter('state')"
          (changed)="source.setFilter('state', $event)"
        />
        <ui-filter-select
          [label]="t('alerts.severity')"
          [options]="words('alertSeverities', severities)"
          [value]="source.filter('severity')"
          (changed)="source.setFilter('severity', $event)"
        />
      </ng-container>
      <ng-template uiCell="rule" [uiCellOf]="source.rows()" let-alert>
        <button matButton type="button" class="open" (click)="open(alert)">
          {{ alert.rule.name }}
          @if (alert.subject; as subject) {
            – {{ subject.name }}
          }
        </button>
      </ng-template>
      <ng-template uiCell="severity" [uiCellOf]="source.rows()" let-alert>
        <ui-status-chip [tone]="tones[alert.severity]">{{ t('alertSeverities.' + alert.severity) }}</ui-status-chip>
      </ng-template>
      <ng-template uiCell="firedAt" [uiCellOf]="source.rows()" let-alert>{{ alert.firedAt | instant }}</ng-template>
      <ng-template uiCell="value" [uiCellOf]="source.rows()" let-alert>{{ value(alert) }}</ng-template>
      <ng-template uiCell="clearedAt" [uiCellOf]="source.rows()" let-alert>
        @if (alert.test) {
          <ui-status-chip tone="quiet">{{ t('alerts.test') }}</ui-status-chip>
        } @else if (alert.clearedAt) {
          {{ alert.clearedAt | instant }}
        } @else {
          <ui-status-chip tone="bad">{{ t('alerts.goesOn') }}</ui-status-chip>
        }
      </ng-template>
      <ng-template uiCell="acknowledged" [uiCellOf]="source.rows()" let-alert>
        @if (alert.acknowledged; as by) {
          {{ by.by.name }}, {{ by.at | instant }}
        } @else if (!alert.test) {
          <button matButton="tonal" type="button" [disabled]="asked() === alert.id" (click)="acknowledge(alert)">
            {{ t('alerts.acknowledge') }}
          </button>
        }
      </ng-template>
    </app-source-list>
  `,
  styles: `
    .open {
      margin-left: -12px;
      text-align: left;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class AlertsPage {
  private readonly api = inject(Api);
  private readonly dialog = inject(MatDialog);
  private readonly toasts = inject(Toasts);
  protected readonly words = inject(Vocabulary).options;
  private readonly alertWords = inject(AlertWords);
  private readonly notifications = inject(Notifications);
  protected readonly states = ALERT_STATES;
  protected readonly severities = ALERT_SEVERITIES;
  protected readonly tones = SEVERITY_TONES;
  protected readonly asked = signal<string | null>(null);
  /** Numbers get their unit with what can be watched. */
  private readonly known = signal(false);
  protected readonly source = listSource<Alert>({
    path: '/alerts',
    sort: '-firedAt',
    filters: ['state', 'severity', 'rule'],
    toQuery: ({ rule, ...filters }) => ({ ...filters, ruleId: rule }),
  });
  protected readonly columns: readonly ListColumn<Alert>[] = [
    { key: 'rule', label: 'alerts.alert' },
    { key: 'severity', label: 'alerts.severity' },
    { key: 'firedAt', label: 'alerts.firedAt', sort: 'firedAt' },
    { key: 'value', label: 'alerts.value', numeric: true, minor: true },
    { key: 'clearedAt', label: 'alerts.clearedAt' },
    { key: 'acknowledged', label: 'alerts.acknowledged' },
  ];

  constructor() {
    void this.alertWords.all().then(() => this.known.set(true));
    let told: number | undefined;
    // The bell rings for new ones: the list follows.
    effect(() => {
      const count = this.notifications
        .all()
        .filter(({ code }) => code.startsWith('alert-'))
        .reduce((sum, each) => sum + each.count, 0);
      if (told !== undefined && told !== count) untracked(() => void this.source.load());
      told = count;
    });
  }

  protected value(alert: Alert): string {
    this.known();
    return this.alertWords.value(alert);
  }

  protected open(alert: Alert): void {
    this.dialog.open<AlertDialog, Alert>(AlertDialog, { data: alert, width: '560px' });
  }

  protected async acknowledge({ id }: Alert): Promise<void> {
    this.asked.set(id);
    await this.toasts.try(() => this.api.post(`/alerts/${id}/acknowledge`), 'alerts.acknowledgedNow');
    this.asked.set(null);
    await this.source.load();
  }
}

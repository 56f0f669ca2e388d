import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { TranslocoDirective, TranslocoService } from '@jsverse/transloco';
import { AGENT_STATUSES, type StatusStretch } from '#contracts';
import { Cell, FilterDate, FilterSelect, type ListColumn, type Option } from '../../../../ui';
import { listSource } from '../../platform/lists/list-source';
import { SourceList } from '../../platform/lists/source-list';
import { ClockTimePipe, InstantPipe } from '../../platform/time/format-pipes';

/** What everybody was, from when to when: the journal of presence as a list. */
@Component({
  selector: 'app-statuses-page',
  imports: [TranslocoDirective, Cell, FilterDate, FilterSelect, SourceList, ClockTimePipe, InstantPipe],
  template: `
    <app-source-list
      *transloco="let t"
      [title]="t('nav.statuses')"
      [source]="source"
      [columns]="columns"
      [emptyTitle]="t('statusList.empty')"
      [emptyHint]="t('statusList.emptyHint')"
    >
      <ng-container filters>
        <ui-filter-date
          [label]="t('breaks.day')"
          [value]="source.filter('day')"
          (changed)="source.setFilter('day', $event)"
        />
        <ui-filter-select
          [label]="t('live.state')"
          [options]="statuses()"
          [value]="source.filter('status')"
          (changed)="source.setFilter('status', $event)"
        />
      </ng-container>
      <ng-template uiCell="since" [uiCellOf]="source.rows()" let-row>{{ row.since | instant: 'seconds' }}</ng-template>
      <ng-template uiCell="until" [uiCellOf]="source.rows()" let-row>{{ row.until | instant: 'seconds' }}</ng-template>
      <ng-template uiCell="seconds" [uiCellOf]="source.rows()" let-row>{{ row.seconds | clockTime }}</ng-template>
    </app-source-list>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class StatusesPage {
  private readonly transloco = inject(TranslocoService);
  protected readonly source = listSource<StatusStretch>({
    path: '/status-stretches',
    sort: '-since',
    filters: ['day', 'status'],
  });
  protected statuses = (): readonly Option<string>[] =>
    AGENT_STATUSES.filter((value) => value !== 'offline').map((value) => ({
      value,
      label: this.transloco.translate(`statuses.${value}`),
    }));
  protected readonly columns: readonly ListColumn<StatusStretch>[] = [
    { key: 'agent', label: 'breaks.agent', text: ({ agentName }) => agentName },
    { key: 'status', label: 'live.state', text: (row) => this.words(row) },
    { key: 'since', label: 'statusList.since', sort: 'since' },
    { key: 'until', label: 'statusList.until', minor: true },
    { key: 'seconds', label: 'statusList.lasted', numeric: true },
  ];

  private words({ status, reason, breakName }: StatusStretch): string {
    if (breakName) return breakName;
    return this.transloco.translate(status === 'not-ready' && reason ? `reasons.${reason}` : `statuses.${status}`);
  }
}

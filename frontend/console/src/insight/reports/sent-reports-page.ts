import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { TranslocoDirective, TranslocoService } from '@jsverse/transloco';
import type { ReportSchedule } from '#contracts';
import { Cell, StatusChip, type ListColumn, type Tone } from '../../../../ui';
import { listSource } from '../../platform/lists/list-source';
import { SourceList } from '../../platform/lists/source-list';
import { InstantPipe } from '../../platform/time/format-pipes';

export const SENDING_TONES: Readonly<Record<NonNullable<ReportSchedule['last']>['state'], Tone>> = {
  waiting: 'quiet',
  sent: 'ok',
  failed: 'warn',
  lost: 'bad',
};

/** Reports that are sent by themselves: when next, and how the last one went. */
@Component({
  selector: 'app-sent-reports-page',
  imports: [TranslocoDirective, Cell, StatusChip, SourceList, InstantPipe],
  template: `
    <app-source-list
      *transloco="let t"
      [title]="t('sentReports.title')"
      back="/reports"
      newLink="/reports/sent/new"
      [newLabel]="t('sentReports.new')"
      [source]="source"
      [columns]="columns"
      [link]="link"
      [exportable]="false"
      [emptyTitle]="t('sentReports.empty')"
      [emptyHint]="t('sentReports.emptyHint')"
    >
      <ng-template uiCell="nextAt" [uiCellOf]="source.rows()" let-row>
        @if (row.nextAt) {
          {{ row.nextAt | instant }}
        } @else {
          <ui-status-chip tone="quiet">{{ t('sentReports.paused') }}</ui-status-chip>
        }
      </ng-template>
      <ng-template uiCell="last" [uiCellOf]="source.rows()" let-row>
        @if (row.last; as last) {
          <ui-status-chip [tone]="tones[last.state]">{{ t('sendingStates.' + last.state) }}</ui-status-chip>
          {{ last.at | instant }}
          @if (last.error) {
            <small class="muted">{{ last.error }}</small>
          }
        } @else {
          –
        }
      </ng-template>
    </app-source-list>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class SentReportsPage {
  private readonly transloco = inject(TranslocoService);
  protected readonly tones = SENDING_TONES;
  protected readonly source = listSource<ReportSchedule>({ path: '/report-schedules', sort: 'name' });
  protected readonly columns: readonly ListColumn<ReportSchedule>[] = [
    { key: 'name', label: 'sentReports.name', sort: 'name', text: ({ name }) => name },
    {
      key: 'subject',
      label: 'sentReports.subject',
      text: ({ subject, file }) =>
        `${this.transloco.translate<string>(`reportSubjects.${subject}`)}, ${file.toUpperCase()}`,
    },
    { key: 'addresses', label: 'sentReports.addresses', minor: true, text: ({ addresses }) => addresses.join(', ') },
    { key: 'nextAt', label: 'sentReports.nextAt' },
    { key: 'last', label: 'sentReports.last' },
  ];
  protected link = ({ id }: ReportSchedule): string => `/reports/sent/${id}`;
}

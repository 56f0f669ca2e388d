import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import { GSM_DIRECTIONS, type GsmCall } from '#contracts';
import { Cell, FilterDate, FilterSelect, type ListColumn } from '../../../../ui';
import { Session } from '../../platform/identity/session';
import { Vocabulary } from '../../platform/language/vocabulary';
import { listSource } from '../../platform/lists/list-source';
import { SourceList } from '../../platform/lists/source-list';
import { ClockTimePipe, InstantPipe } from '../../platform/time/format-pipes';
import { phoneText } from '../../platform/time/formats';

/** Calls that mobile phones have told. */
@Component({
  selector: 'app-gsm-calls-page',
  imports: [
    MatButtonModule,
    RouterLink,
    TranslocoDirective,
    Cell,
    FilterDate,
    FilterSelect,
    SourceList,
    ClockTimePipe,
    InstantPipe,
  ],
  template: `
    <app-source-list
      *transloco="let t"
      [title]="t('nav.gsm')"
      [source]="source"
      [columns]="columns"
      [emptyTitle]="t('gsm.empty')"
      [emptyHint]="t('gsm.emptyHint')"
    >
      @if (mayManage) {
        <a actions matButton routerLink="/gsm/devices">{{ t('gsm.devices') }}</a>
      }
      <ng-container filters>
        <ui-filter-date
          [label]="t('breaks.day')"
          [value]="source.filter('day')"
          (changed)="source.setFilter('day', $event)"
        />
        <ui-filter-select
          [label]="t('gsm.direction')"
          [options]="directions()"
          [value]="source.filter('direction')"
          (changed)="source.setFilter('direction', $event)"
        />
      </ng-container>
      <ng-template uiCell="startedAt" [uiCellOf]="source.rows()" let-row>{{ row.startedAt | instant }}</ng-template>
      <ng-template uiCell="direction" [uiCellOf]="source.rows()" let-row>{{
        t('directions.' + row.direction)
      }}</ng-template>
      <ng-template uiCell="duration" [uiCellOf]="source.rows()" let-row>
        {{ row.answered ? (row.durationSeconds | clockTime) : t('gsm.notAnswered') }}
      </ng-template>
    </app-source-list>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class GsmCallsPage {
  private readonly vocabulary = inject(Vocabulary);
  protected readonly mayManage = inject(Session).may('gsm.manage');
  protected readonly source = listSource<GsmCall>({
    path: '/gsm-calls',
    sort: '-startedAt',
    filters: ['day', 'direction'],
  });
  protected directions = () => this.vocabulary.options('directions', GSM_DIRECTIONS);
  protected readonly columns: readonly ListColumn<GsmCall>[] = [
    { key: 'startedAt', label: 'gsm.startedAt', sort: 'startedAt' },
    { key: 'user', label: 'gsm.person', text: ({ userName }) => userName },
    { key: 'direction', label: 'gsm.direction' },
    { key: 'from', label: 'gsm.from', text: ({ from }) => phoneText(from) },
    { key: 'to', label: 'gsm.to', text: ({ to }) => phoneText(to) },
    { key: 'duration', label: 'gsm.duration', numeric: true },
    { key: 'device', label: 'gsm.device', minor: true, text: ({ deviceName }) => deviceName },
  ];
}

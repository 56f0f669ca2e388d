import { ChangeDetectionStrategy, Component } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import type { WhatIfRun } from '#contracts';
import { Cell, StatusChip, type ListColumn } from '../../../../ui';
import { listSource } from '../../platform/lists/list-source';
import { SourceList } from '../../platform/lists/source-list';
import { InstantPipe } from '../../platform/time/format-pipes';
import { STATE_TONES } from './what-if-words';

/** Past periods that were run again. */
@Component({
  selector: 'app-what-if-list-page',
  imports: [TranslocoDirective, Cell, StatusChip, SourceList, InstantPipe],
  template: `
    <app-source-list
      *transloco="let t"
      [title]="t('nav.whatIf')"
      newLink="/what-if/new"
      [newLabel]="t('whatIf.new')"
      [source]="source"
      [columns]="columns"
      [link]="link"
      [emptyTitle]="t('whatIf.empty')"
      [emptyHint]="t('whatIf.emptyHint')"
    >
      <ng-template uiCell="period" [uiCellOf]="source.rows()" let-run>
        <time>{{ run.from | instant }}</time> – <time>{{ run.to | instant }}</time>
      </ng-template>
      <ng-template uiCell="state" [uiCellOf]="source.rows()" let-run>
        <ui-status-chip [tone]="tones[run.state]">{{ t('whatIf.states.' + run.state) }}</ui-status-chip>
      </ng-template>
      <ng-template uiCell="createdAt" [uiCellOf]="source.rows()" let-run>
        <time>{{ run.createdAt | instant }}</time>
      </ng-template>
    </app-source-list>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class WhatIfListPage {
  protected readonly tones = STATE_TONES;
  protected readonly source = listSource<WhatIfRun>({ path: '/what-if/runs', sort: '-createdAt' });
  protected readonly columns: readonly ListColumn<WhatIfRun>[] = [
    { key: 'name', label: 'whatIf.name', sort: 'name', text: ({ name }) => name },
    { key: 'period', label: 'whatIf.period' },
    { key: 'state', label: 'whatIf.state' },
    { key: 'startedBy', label: 'whatIf.startedBy', minor: true, text: ({ startedBy }) => startedBy.name ?? '–' },
    { key: 'createdAt', label: 'whatIf.createdAt', sort: 'createdAt', minor: true },
  ];
  protected link = ({ id }: WhatIfRun): string => `/what-if/${id}`;
}

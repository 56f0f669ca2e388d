import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import { BREAK_STAGES, type AgentBreak } from '#contracts';
import { Cell, FilterDate, FilterSelect, StatusChip, type ListColumn, type Tone } from '../../../../ui';
import { Vocabulary } from '../../platform/language/vocabulary';
import { listSource } from '../../platform/lists/list-source';
import { SourceList } from '../../platform/lists/source-list';
import { ClockTimePipe, InstantPipe } from '../../platform/time/format-pipes';

const TONES: Readonly<Record<AgentBreak['stage'], Tone>> = {
  approval: 'ring',
  waiting: 'after',
  granted: 'after',
  'on-break': 'warn',
  over: 'quiet',
  refused: 'bad',
  withdrawn: 'quiet',
};

/** Every break of those whom one supervises, with its length against its limit. */
@Component({
  selector: 'app-breaks-page',
  imports: [
    MatButtonModule,
    RouterLink,
    TranslocoDirective,
    Cell,
    FilterDate,
    FilterSelect,
    StatusChip,
    SourceList,
    ClockTimePipe,
    InstantPipe,
  ],
  template: `
    <app-source-list
      *transloco="let t"
      [title]="t('nav.breaks')"
      [source]="source"
      [columns]="columns"
      [emptyTitle]="t('breaks.empty')"
      [emptyHint]="t('breaks.emptyHint')"
    >
      <a actions matButton routerLink="/breaks/kinds">{{ t('breaks.kinds') }}</a>
      <a actions matButton routerLink="/breaks/limits">{{ t('breaks.limits') }}</a>
      <ng-container filters>
        <ui-filter-date
          [label]="t('breaks.day')"
          [value]="source.filter('day')"
          (changed)="source.setFilter('day', $event)"
        />
        <ui-filter-select
          [label]="t('breaks.stage')"
          [options]="stages()"
          [value]="source.filter('stage')"
          (changed)="source.setFilter('stage', $event)"
        />
      </ng-container>
      <ng-template uiCell="stage" [uiCellOf]="source.rows()" let-row>
        <ui-status-chip [tone]="tone(row)">{{ t('breakStages.' + row.stage) }}</ui-status-chip>
        @if (row.forced) {
          <small class="muted"> {{ t('breaks.forced') }}</small>
        }
      </ng-template>
      <ng-template uiCell="askedAt" [uiCellOf]="source.rows()" let-row>{{ row.askedAt | instant }}</ng-template>
      <ng-template uiCell="spent" [uiCellOf]="source.rows()" let-row>
        <span>
          @if (row.endedAt) {
            <span [class.over]="isOver(row)">{{ row.spentSeconds | clockTime }}</span>
          }
          @if (row.limitSeconds) {
            <span class="muted"> / {{ row.limitSeconds | clockTime }}</span>
          }
        </span>
      </ng-template>
    </app-source-list>
  `,
  styles: `
    .over {
      color: var(--cc-bad);
      font-weight: 600;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class BreaksPage {
  private readonly vocabulary = inject(Vocabulary);
  protected readonly source = listSource<AgentBreak>({ path: '/breaks', sort: '-askedAt', filters: ['day', 'stage'] });
  protected stages = () => this.vocabulary.options('breakStages', BREAK_STAGES);
  protected readonly columns: readonly ListColumn<AgentBreak>[] = [
    { key: 'agent', label: 'breaks.agent', text: ({ agentName }) => agentName },
    { key: 'kind', label: 'breaks.kind', text: ({ kindName }) => kindName },
    { key: 'stage', label: 'breaks.stage' },
    { key: 'askedAt', label: 'breaks.askedAt', sort: 'askedAt' },
    { key: 'spent', label: 'breaks.spent', numeric: true },
    { key: 'note', label: 'breaks.note', minor: true, text: ({ note }) => note },
  ];

  protected tone = ({ stage }: AgentBreak): Tone => TONES[stage];

  protected isOver = ({ limitSeconds, spentSeconds }: AgentBreak): boolean =>
    limitSeconds !== null && spentSeconds > limitSeconds;
}

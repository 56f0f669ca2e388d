import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import { SUPERVISION_MODES, type Supervision } from '#contracts';
import { Cell, FilterSelect, type ListColumn } from '../../../../ui';
import { Vocabulary } from '../../platform/language/vocabulary';
import { listSource } from '../../platform/lists/list-source';
import { SourceList } from '../../platform/lists/source-list';
import { InstantPipe } from '../../platform/time/format-pipes';
import { clockText } from '../../platform/time/formats';

/** Who listened to whom, when, in which mode and for how long. */
@Component({
  selector: 'app-supervisions-page',
  imports: [TranslocoDirective, Cell, FilterSelect, SourceList, InstantPipe],
  template: `
    <app-source-list
      *transloco="let t"
      [title]="t('nav.supervisions')"
      [source]="source"
      [columns]="columns"
      [link]="link"
      [emptyTitle]="t('supervision.empty')"
      [emptyHint]="t('supervision.emptyHint')"
    >
      <ng-container filters>
        <ui-filter-select
          [label]="t('supervision.mode')"
          [options]="modes()"
          [value]="source.filter('mode')"
          (changed)="source.setFilter('mode', $event)"
        />
      </ng-container>
      <ng-template uiCell="startedAt" [uiCellOf]="source.rows()" let-row>{{ row.startedAt | instant }}</ng-template>
      <ng-template uiCell="because" [uiCellOf]="source.rows()" let-row>
        {{ t('supervision.ends.' + (row.because ?? 'on')) }}
      </ng-template>
    </app-source-list>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class SupervisionsPage {
  private readonly vocabulary = inject(Vocabulary);
  protected readonly source = listSource<Supervision>({ path: '/supervisions', sort: '-startedAt', filters: ['mode'] });
  protected modes = () => this.vocabulary.options('supervisionModes', SUPERVISION_MODES);
  protected readonly columns: readonly ListColumn<Supervision>[] = [
    { key: 'startedAt', label: 'supervision.startedAt', sort: 'startedAt' },
    { key: 'supervisor', label: 'supervision.who', text: ({ supervisorName }) => supervisorName },
    { key: 'agent', label: 'supervision.whom', text: ({ agentName }) => agentName },
    {
      key: 'listen',
      label: 'supervisionModes.listen',
      numeric: true,
      text: ({ listenSeconds }) => clockText(listenSeconds),
    },
    {
      key: 'whisper',
      label: 'supervisionModes.whisper',
      numeric: true,
      text: ({ whisperSeconds }) => clockText(whisperSeconds),
    },
    {
      key: 'barge',
      label: 'supervisionModes.barge',
      numeric: true,
      text: ({ bargeSeconds }) => clockText(bargeSeconds),
    },
    { key: 'because', label: 'supervision.end', minor: true },
  ];

  protected link = ({ callId }: Supervision): string => `/calls/${callId}`;
}

import { ChangeDetectionStrategy, Component } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import type { Trunk } from '#contracts';
import { Cell, StatusChip, type ListColumn, type Tone } from '../../../../ui';
import { listSource } from '../../platform/lists/list-source';
import { SourceList } from '../../platform/lists/source-list';
import { InstantPipe } from '../../platform/time/format-pipes';
import { LINE_TONES, TRUNK_TONES } from './trunk-state';

/** Lines to telephone networks and how they are. */
@Component({
  selector: 'app-trunks-page',
  imports: [TranslocoDirective, Cell, StatusChip, SourceList, InstantPipe],
  template: `
    <app-source-list
      *transloco="let t"
      [title]="t('nav.trunks')"
      newLink="/trunks/new"
      [newLabel]="t('trunks.new')"
      [source]="source"
      [columns]="columns"
      [link]="link"
      [emptyTitle]="t('trunks.empty')"
      [emptyHint]="t('trunks.emptyHint')"
    >
      <ng-template uiCell="supplier" [uiCellOf]="source.rows()" let-trunk>
        {{ t('trunkSuppliers.' + trunk.supplier) }}
      </ng-template>
      <ng-template uiCell="channels" [uiCellOf]="source.rows()" let-trunk>
        {{ t('trunks.channelsUsed', { used: trunk.health.channelsUsed, channels: trunk.channels }) }}
      </ng-template>
      <ng-template uiCell="health" [uiCellOf]="source.rows()" let-trunk>
        @if (trunk.line.state !== 'applied') {
          <ui-status-chip [tone]="lineTone(trunk)">{{ t('trunkLineStates.' + trunk.line.state) }}</ui-status-chip>
        } @else if (trunk.active) {
          <ui-status-chip [tone]="tone(trunk)">{{ t('trunkStates.' + trunk.health.state) }}</ui-status-chip>
        } @else {
          <ui-status-chip tone="quiet">{{ t('trunks.inactive') }}</ui-status-chip>
        }
      </ng-template>
      <ng-template uiCell="lastError" [uiCellOf]="source.rows()" let-trunk>
        @if (trunk.health.lastErrorAt) {
          {{ trunk.health.lastErrorAt | instant }}: {{ trunk.health.lastError }}
        }
      </ng-template>
    </app-source-list>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class TrunksPage {
  protected readonly source = listSource<Trunk>({ path: '/trunks' });
  protected readonly columns: readonly ListColumn<Trunk>[] = [
    { key: 'title', label: 'trunks.title', sort: 'title', text: ({ title }) => title },
    { key: 'name', label: 'trunks.name', sort: 'name', minor: true, text: ({ name }) => name },
    { key: 'supplier', label: 'trunks.supplier' },
    { key: 'channels', label: 'trunks.channels' },
    { key: 'health', label: 'trunks.health' },
    { key: 'lastError', label: 'trunks.lastError', minor: true },
  ];

  protected link = ({ id }: Trunk): string => `/trunks/${id}`;
  protected lineTone = ({ line }: Trunk): Tone => LINE_TONES[line.state];
  protected tone = ({ health }: Trunk): Tone => TRUNK_TONES[health.state];
}

import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import { VOICEMAIL_STATES, type VoicemailBoxName, type VoicemailMessage } from '#contracts';
import { Cell, FilterDate, FilterSelect, StatusChip, type ListColumn, type Tone } from '../../../../ui';
import { names } from '../../platform/forms/names';
import { Vocabulary } from '../../platform/language/vocabulary';
import { dayEnd, dayStart } from '../../platform/lists/day-filter';
import { listSource } from '../../platform/lists/list-source';
import { SourceList } from '../../platform/lists/source-list';
import { InstantPipe, PhonePipe } from '../../platform/time/format-pipes';
import { clockText } from '../../platform/time/formats';
import { partyName } from '../calls/call-look';

export const MESSAGE_TONES: Readonly<Record<VoicemailMessage['state'], Tone>> = {
  new: 'ring',
  handled: 'ok',
  lost: 'bad',
};

/** The inbox: what callers left in one's boxes. */
@Component({
  selector: 'app-voicemail-page',
  imports: [TranslocoDirective, Cell, FilterDate, FilterSelect, StatusChip, SourceList, InstantPipe, PhonePipe],
  template: `
    <app-source-list
      *transloco="let t"
      [title]="t('nav.voicemail')"
      [source]="source"
      [columns]="columns"
      [link]="link"
      [emptyTitle]="t('voicemail.empty')"
      [emptyHint]="t('voicemail.emptyHint')"
    >
      <ng-container filters ngProjectAs="[filters]">
        <ui-filter-select
          [label]="t('voicemail.box')"
          [options]="boxes.options()"
          [value]="source.filter('box')"
          (changed)="source.setFilter('box', $event)"
        />
        <ui-filter-select
          [label]="t('voicemail.state')"
          [options]="states()"
          [value]="source.filter('state')"
          (changed)="source.setFilter('state', $event)"
        />
        <ui-filter-date
          [label]="t('ui.from')"
          [value]="source.filter('from')"
          (changed)="source.setFilter('from', $event)"
        />
        <ui-filter-date [label]="t('ui.to')" [value]="source.filter('to')" (changed)="source.setFilter('to', $event)" />
      </ng-container>
      <ng-template uiCell="party" [uiCellOf]="source.rows()" let-message>
        <span [class.unheard]="message.state === 'new' && !message.heardAt">{{
          partyName(message) || t('voicemail.withheld')
        }}</span>
        @if (message.contact && message.number) {
          <small class="muted tabular">{{ message.number | phone }}</small>
        }
      </ng-template>
      <ng-template uiCell="receivedAt" [uiCellOf]="source.rows()" let-message>
        <time>{{ message.receivedAt | instant }}</time>
      </ng-template>
      <ng-template uiCell="state" [uiCellOf]="source.rows()" let-message>
        <ui-status-chip [tone]="tones[message.state]">{{ t('voicemail.states.' + message.state) }}</ui-status-chip>
      </ng-template>
    </app-source-list>
  `,
  styles: `
    .unheard {
      font-weight: 600;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class VoicemailPage {
  private readonly vocabulary = inject(Vocabulary);
  protected readonly tones = MESSAGE_TONES;
  protected readonly partyName = partyName;
  protected readonly boxes = names<VoicemailBoxName>('/voicemail/boxes/names', ({ name }) => name);
  protected readonly source = listSource<VoicemailMessage>({
    path: '/voicemail/messages',
    sort: '-receivedAt',
    filters: ['box', 'state', 'from', 'to'],
    toQuery: ({ box, state, from, to }) => ({
      boxId: box ?? null,
      state: state ?? null,
      from: dayStart(from),
      to: dayEnd(to),
    }),
  });
  protected readonly columns: readonly ListColumn<VoicemailMessage>[] = [
    { key: 'party', label: 'voicemail.from' },
    { key: 'receivedAt', label: 'voicemail.receivedAt', sort: 'receivedAt' },
    {
      key: 'length',
      label: 'voicemail.length',
      numeric: true,
      text: ({ durationMs }) => clockText(Math.round(durationMs / 1000)),
    },
    { key: 'box', label: 'voicemail.box', text: ({ box }) => box.name },
    { key: 'state', label: 'voicemail.state' },
    { key: 'handledBy', label: 'voicemail.handledBy', minor: true, text: ({ handledBy }) => handledBy?.name ?? '' },
    { key: 'note', label: 'voicemail.note', minor: true, text: ({ note }) => note },
  ];

  protected link = ({ id }: VoicemailMessage): string => `/voicemail/${id}`;
  protected states = () => this.vocabulary.options('voicemail.states', VOICEMAIL_STATES);
}

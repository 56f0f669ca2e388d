import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { MatIconModule } from '@angular/material/icon';
import { TranslocoDirective } from '@jsverse/transloco';
import type { CallListItem, CallView } from '#contracts';
import { Cell, FilterDate, FilterSelect, StatusChip, type ListColumn } from '../../../../ui';
import { names, type Named } from '../../platform/forms/names';
import { Session } from '../../platform/identity/session';
import { Vocabulary } from '../../platform/language/vocabulary';
import { dayEnd, dayStart } from '../../platform/lists/day-filter';
import { listSource } from '../../platform/lists/list-source';
import { SourceList } from '../../platform/lists/source-list';
import { InstantPipe, PhonePipe } from '../../platform/time/format-pipes';
import { clockText } from '../../platform/time/formats';
import { Classifiers } from '../desk/classifiers';
import { callLook, outcomeTone, partyName } from './call-look';

type Outcome = NonNullable<CallView['outcome']>;
const OUTCOMES: readonly Outcome[] = [
  'answered',
  'abandoned',
  'timed-out',
  'rejected',
  'failed',
  'busy',
  'no-answer',
  'transferred-out',
  'self-service',
  'voicemail',
  'callback',
  'called-off',
  'lost',
];
const DIRECTIONS: readonly CallView['direction'][] = ['inbound', 'outbound', 'internal'];

/** Every call that the person may see. */
@Component({
  selector: 'app-call-history-page',
  imports: [
    MatIconModule,
    TranslocoDirective,
    Cell,
    FilterDate,
    FilterSelect,
    StatusChip,
    SourceList,
    InstantPipe,
    PhonePipe,
  ],
  templateUrl: './call-history-page.html',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class CallHistoryPage {
  private readonly session = inject(Session);
  private readonly words = inject(Vocabulary).options;
  protected readonly seesAll = this.session.may('calls.history.all');
  protected readonly seesCampaigns = this.session.may('campaigns.view');
  protected readonly callLook = callLook;
  protected readonly outcomeTone = outcomeTone;
  protected readonly partyName = partyName;

  protected readonly source = listSource<CallListItem>({
    path: '/calls',
    sort: '-startedAt',
    filters: ['from', 'to', 'direction', 'outcome', 'queueId', 'campaignId', 'agentId', 'classifierId'],
    fixed: this.seesAll ? {} : { mine: true },
    toQuery: (filters) => ({ ...filters, from: dayStart(filters['from']), to: dayEnd(filters['to']) }),
  });

  protected readonly columns: readonly ListColumn<CallListItem>[] = [
    { key: 'party', label: 'calls.contact' },
    { key: 'startedAt', label: 'calls.startedAt', sort: 'startedAt' },
    { key: 'outcome', label: 'calls.outcome' },
    {
      key: 'queue',
      label: 'calls.queueOrCampaign',
      text: ({ queue, campaign }) => (queue ?? campaign)?.name ?? '',
    },
    { key: 'agent', label: 'calls.agent', text: ({ agent }) => agent?.name ?? '' },
    { key: 'wait', label: 'calls.wait', numeric: true, minor: true, text: ({ waitSeconds }) => clockText(waitSeconds) },
    { key: 'talk', label: 'calls.duration', numeric: true, text: ({ talkSeconds }) => clockText(talkSeconds) },
    { key: 'classifier', label: 'calls.classifier', minor: true, text: ({ classifierName }) => classifierName ?? '' },
  ];

  protected readonly agents = names<Named>('/agents', ({ name }) => name, this.seesAll);
  protected readonly queues = names<Named>('/queues/names', ({ name }) => name);
  protected readonly campaigns = names<Named>('/campaigns', ({ name }) => name, this.seesCampaigns);
  private readonly classifiers = inject(Classifiers);
  protected readonly classifierOptions = computed(() =>
    this.classifiers.active().map(({ id, name }) => ({ value: id, label: name })),
  );

  protected link = ({ id }: CallListItem): string => `/calls/${id}`;
  protected readonly outcomeOptions = () => this.words('outcomes', OUTCOMES);
  protected readonly directionOptions = () => this.words('directions', DIRECTIONS);
}

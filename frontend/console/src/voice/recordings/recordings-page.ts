import { ChangeDetectionStrategy, Component, computed, inject, resource, signal } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatIconModule } from '@angular/material/icon';
import { MatTooltipModule } from '@angular/material/tooltip';
import { Router, RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import { MISSING_REASONS, RECORDING_STATES, type RecordingExport, type RecordingListItem } from '#contracts';
import { Cell, FilterDate, FilterSelect, StatusChip, type ListColumn, type Option } from '../../../../ui';
import { Api, type Query } from '../../platform/http/api';
import { Session } from '../../platform/identity/session';
import { Vocabulary } from '../../platform/language/vocabulary';
import { dayEnd, dayStart } from '../../platform/lists/day-filter';
import { listSource } from '../../platform/lists/list-source';
import { SourceList } from '../../platform/lists/source-list';
import { Toasts } from '../../platform/look/toasts';
import { InstantPipe, PhonePipe } from '../../platform/time/format-pipes';
import { clockText } from '../../platform/time/formats';
import { Classifiers } from '../desk/classifiers';
import { recordingParty, recordingTone } from './recording-look';

interface Named {
  readonly id: string;
  readonly name: string;
}

/** Lengths that people ask for, in seconds: `from-to`. */
const LENGTHS = ['0-60', '60-300', '300-900', '900-'] as const;
/** Filters that stand behind the button "more". */
const FURTHER = ['direction', 'length', 'campaignId', 'classifierId', 'groupId', 'reason', 'held', 'legalHold'];

/** Every recording that the person may hear, found by any criterion. */
@Component({
  selector: 'app-recordings-page',
  imports: [
    MatButtonModule,
    MatIconModule,
    MatTooltipModule,
    RouterLink,
    TranslocoDirective,
    Cell,
    FilterDate,
    FilterSelect,
    StatusChip,
    SourceList,
    InstantPipe,
    PhonePipe,
  ],
  templateUrl: './recordings-page.html',
  styleUrl: './recordings-page.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class RecordingsPage {
  private readonly api = inject(Api);
  private readonly session = inject(Session);
  private readonly toasts = inject(Toasts);
  private readonly router = inject(Router);
  private readonly words = inject(Vocabulary).options;
  private readonly classifiers = inject(Classifiers);
  protected readonly party = recordingParty;
  protected readonly tone = recordingTone;
  protected readonly mayExport = this.session.may('recordings.export');

  protected readonly source = listSource<RecordingListItem>({
    path: '/recordings',
    sort: '-startedAt',
    filters: ['from', 'to', 'agentId', 'queueId', 'tag', 'state', ...FURTHER],
    toQuery,
  });
  protected readonly further = signal(FURTHER.some((name) => this.source.filter(name) !== null));

  protected readonly columns: readonly ListColumn<RecordingListItem>[] = [
    { key: 'party', label: 'calls.contact' },
    { key: 'startedAt', label: 'calls.startedAt', sort: 'startedAt' },
    {
      key: 'length',
      label: 'recordings.length',
      sort: 'durationMs',
      numeric: true,
      text: ({ durationMs, state }) => (state === 'skipped' ? '–' : clockText(durationMs / 1000)),
    },
    { key: 'agent', label: 'calls.agent', text: ({ agent }) => agent?.name ?? '' },
    {
      key: 'queue',
      label: 'calls.queueOrCampaign',
      text: ({ queue, campaign }) => (campaign ?? queue)?.name ?? '',
    },
    { key: 'classifier', label: 'calls.classifier', minor: true, text: ({ classifierName }) => classifierName ?? '' },
    { key: 'marks', label: 'recordings.marks' },
  ];

  private readonly agents = this.names('/agents');
  private readonly queues = this.names('/queues/names');
  private readonly campaigns = this.session.may('campaigns.view') ? this.names('/campaigns') : null;
  private readonly groups = this.session.may('recordings.annotate') ? this.names('/recording-groups') : null;
  private readonly tags = resource({ loader: () => this.api.get<string[]>('/recordings/tags') });
  protected readonly agentOptions = computed(() => named(this.agents.value()));
  protected readonly queueOptions = computed(() => named(this.queues.value()));
  protected readonly campaignOptions = computed(() => named(this.campaigns?.value()));
  protected readonly groupOptions = computed(() => named(this.groups?.value()));
  protected readonly classifierOptions = computed(() => named(this.classifiers.active()));
  protected readonly tagOptions = computed(() =>
    (this.tags.hasValue() ? this.tags.value() : []).map((tag) => ({ value: tag, label: tag })),
  );

  protected readonly link = ({ id }: RecordingListItem): string => `/recordings/${id}`;
  protected readonly stateOptions = () => this.words('recordings.states', RECORDING_STATES);
  protected readonly reasonOptions = () => this.words('recordings.reasons', MISSING_REASONS);
  protected readonly lengthOptions = () => this.words('recordings.lengths', LENGTHS);
  protected readonly directionOptions = () => this.words('directions', ['inbound', 'outbound']);
  protected readonly yesNo = () => this.words('recordings.yesNo', ['true', 'false']);

  /** What the list finds now, as an archive that is made in the background. */
  protected async archive(): Promise<void> {
    const asked = Object.entries(this.source.query()).filter(([, value]) => value !== null && value !== '');
    const search = Object.fromEntries(asked);
    const made = () => this.api.post<RecordingExport>('/recording-exports', { search });
    if (await this.toasts.try(made)) await this.router.navigateByUrl('/recordings/exports');
  }

  private names(path: string) {
    return resource({ loader: () => this.api.all<Named>(path).catch((): Named[] => []) });
  }
}

function toQuery({ length, ...filters }: Readonly<Record<string, string | null>>): Query {
  const [minSeconds, maxSeconds] = (length ?? '').split('-');
  return { ...filters, from: dayStart(filters['from']), to: dayEnd(filters['to']), minSeconds, maxSeconds };
}

const named = (all: readonly Named[] | undefined): Option<string>[] =>
  (all ?? []).map(({ id, name }) => ({ value: id, label: name }));

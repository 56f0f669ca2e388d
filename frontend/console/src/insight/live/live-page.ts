import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { MatDialog } from '@angular/material/dialog';
import { MatIconModule } from '@angular/material/icon';
import { MatButtonModule } from '@angular/material/button';
import { MatTooltipModule } from '@angular/material/tooltip';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import type { AgentView, CallView, QueueView, Supervision } from '#contracts';
import {
  Cell,
  DataList,
  FilterSelect,
  PageHeader,
  SearchField,
  StatusChip,
  type ListColumn,
  type Option,
} from '../../../../ui';
import { Api } from '../../platform/http/api';
import { Session } from '../../platform/identity/session';
import { Language } from '../../platform/language/language';
import { Vocabulary } from '../../platform/language/vocabulary';
import { Toasts } from '../../platform/look/toasts';
import { Realtime } from '../../platform/realtime/realtime';
import { ClockTimePipe } from '../../platform/time/format-pipes';
import { clockText, secondsSince } from '../../platform/time/formats';
import { Now } from '../../platform/time/now';
import { callLook, partyName } from '../../voice/calls/call-look';
import { Phone } from '../../voice/phone/phone';
import { agentLook, agentWords } from '../../work/agents/agent-look';
import { breakOf, isOverLimit, limitText, secondsIn } from '../../work/agents/break-look';
import { BreakRequests } from './break-requests';
import { ForceStatusDialog } from './force-status-dialog';
import { SupervisionBar } from './supervision-bar';
import { byUrgency, figuresOf, matchesAgent, matchesCall } from './live-figures';

const STATUSES: readonly AgentView['status'][] = ['ready', 'reserved', 'busy', 'wrap-up', 'not-ready', 'offline'];

const TALKING = new Set<CallView['state']>(['talking', 'held', 'consulting', 'conference']);

/** What happens right now: agents, queues, calls. Everything follows by itself. */
@Component({
  selector: 'app-live-page',
  imports: [
    MatButtonModule,
    MatIconModule,
    MatTooltipModule,
    RouterLink,
    TranslocoDirective,
    BreakRequests,
    Cell,
    DataList,
    FilterSelect,
    PageHeader,
    SearchField,
    StatusChip,
    SupervisionBar,
    ClockTimePipe,
  ],
  templateUrl: './live-page.html',
  styleUrl: './live-page.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class LivePage {
  private readonly dialog = inject(MatDialog);
  private readonly language = inject(Language);
  private readonly vocabulary = inject(Vocabulary);
  private readonly topic = inject(Realtime).topic('live');
  private readonly now = inject(Now).now;
  private readonly api = inject(Api);
  private readonly phone = inject(Phone);
  private readonly session = inject(Session);
  private readonly toasts = inject(Toasts);
  protected readonly mayForce = this.session.may('status.others');
  protected readonly maySend = this.session.may('messages.send');
  protected readonly mayListen =
    this.session.may('calls.supervise') && this.session.has('listen-whisper') && this.session.hasPhone();

  private readonly allAgents = this.topic.all<AgentView>('agent');
  private readonly allQueues = this.topic.all<QueueView>('queue');
  private readonly allCalls = this.topic.all<CallView>('call');
  private readonly supervisions = this.topic.all<Supervision>('supervision');

  protected readonly search = signal('');
  protected readonly status = signal<string | null>(null);
  protected readonly queueId = signal<string | null>(null);

  protected readonly state = computed(() =>
    this.topic.loaded() ? 'ready' : this.topic.refused() ? 'failed' : 'loading',
  );
  protected readonly figures = computed(() => figuresOf(this.allAgents(), this.allQueues()));
  protected readonly calls = computed(() => {
    const live = this.allCalls().filter(
      ({ state, queue }) => state !== 'ended' && (!this.queueId() || queue?.id === this.queueId()),
    );
    return live.filter(matchesCall(this.search())).sort((a, b) => a.startedAt.localeCompare(b.startedAt));
  });
  protected readonly queues = computed(() =>
    this.allQueues()
      .filter(({ id }) => !this.queueId() || id === this.queueId())
      .sort((a, b) => b.waiting - a.waiting || a.name.localeCompare(b.name)),
  );
  protected readonly agents = computed(() => {
    const status = this.status();
    const shown = this.allAgents().filter(
      (agent) =>
        (status ? agent.status === status : agent.status !== 'offline') &&
        (!this.queueId() || agent.queueIds.includes(this.queueId() ?? '')),
    );
    return shown.filter(matchesAgent(this.search())).sort(byUrgency);
  });
  private readonly callsById = computed(() => new Map(this.allCalls().map((call) => [call.id, call])));
  protected readonly queueOptions = computed((): Option<string>[] =>
    this.allQueues().map(({ id, name }) => ({ value: id, label: name })),
  );
  protected readonly statusOptions = () => this.vocabulary.options('statuses', STATUSES);

  protected readonly agentColumns: readonly ListColumn<AgentView>[] = [
    { key: 'name', label: 'live.agent' },
    { key: 'status', label: 'live.state' },
    { key: 'since', label: 'live.inState', numeric: true },
    { key: 'call', label: 'live.talking' },
    { key: 'answered', label: 'live.answered', numeric: true, minor: true, text: ({ today }) => today.answered },
    { key: 'missed', label: 'live.missed', numeric: true, minor: true, text: ({ today }) => today.missed },
    { key: 'actions', label: '' },
  ];
  protected readonly queueColumns: readonly ListColumn<QueueView>[] = [
    { key: 'name', label: 'live.queue', text: ({ name }) => name },
    { key: 'waiting', label: 'live.waiting', numeric: true },
    { key: 'longest', label: 'live.longest', numeric: true },
    {
      key: 'agents',
      label: 'live.readyBusy',
      numeric: true,
      text: ({ agentsReady, agentsBusy, agentsSignedIn }) => `${agentsReady} / ${agentsBusy} / ${agentsSignedIn}`,
    },
    { key: 'answered', label: 'live.answered', numeric: true, minor: true, text: ({ today }) => today.answered },
    { key: 'abandoned', label: 'live.abandoned', numeric: true, minor: true, text: ({ today }) => today.abandoned },
    {
      key: 'asa',
      label: 'live.asa',
      numeric: true,
      minor: true,
      text: ({ today }) => (today.averageAnswerSeconds === null ? '–' : clockText(today.averageAnswerSeconds)),
    },
    { key: 'level', label: 'live.serviceLevel', numeric: true, text: ({ today }) => this.percent(today.serviceLevel) },
  ];
  protected readonly callColumns: readonly ListColumn<CallView>[] = [
    { key: 'party', label: 'live.party' },
    { key: 'state', label: 'live.state' },
    { key: 'since', label: 'live.inState', numeric: true },
    {
      key: 'queue',
      label: 'live.queue',
      text: ({ queue, position }) => (queue ? `${queue.name}${position ? ` · ${position}.` : ''}` : ''),
    },
    { key: 'agent', label: 'live.agent', text: ({ agent }) => agent?.name ?? '' },
    { key: 'total', label: 'live.total', numeric: true, minor: true },
    { key: 'listen', label: '' },
  ];

  protected readonly partyName = partyName;
  protected readonly callLook = callLook;
  protected readonly agentLook = agentLook;
  protected readonly agentWords = agentWords;
  protected readonly breakOf = breakOf;
  protected readonly limitText = limitText;
  protected callLink = ({ id }: CallView): string => `/calls/${id}`;

  protected since(instant: string | null): number {
    return secondsSince(instant, this.now());
  }

  protected secondsIn(agent: AgentView): number {
    return secondsIn(agent, this.now());
  }

  protected isOverLimit(agent: AgentView): boolean {
    return isOverLimit(agent, this.now());
  }

  protected callOf({ callId }: AgentView): CallView | null {
    return (callId && this.callsById().get(callId)) || null;
  }

  /** Who is on this call beside the agent. */
  protected supervisorOf({ id }: CallView): string | null {
    return this.supervisions().find(({ callId }) => callId === id)?.supervisorName ?? null;
  }

  protected canListen({ state, agent }: CallView): boolean {
    return this.mayListen && agent !== null && agent.id !== this.session.me()?.user.id && TALKING.has(state);
  }

  protected listen({ id }: CallView): void {
    void this.toasts.try(() => this.api.post('/supervisions', { callId: id, mode: 'listen' }));
    // My own phone rings for it, and I have just said that I want it.
    this.phone.answer();
  }

  protected percent(share: number | null): string {
    return share === null
      ? '–'
      : share.toLocaleString(this.language.locale, { style: 'percent', maximumFractionDigits: 0 });
  }

  protected force(agent: AgentView): void {
    this.dialog.open(ForceStatusDialog, { data: agent, width: '440px' });
  }

  protected clear(): void {
    this.search.set('');
    this.status.set(null);
    this.queueId.set(null);
  }
}

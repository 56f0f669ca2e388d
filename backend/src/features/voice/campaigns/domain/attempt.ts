import { AGENT_KINDS, type AttemptOutcome, type CampaignKind, type RecordClass } from '#contracts';
import type { Instant } from '../../../../kernel/clock';
import type { Decider } from '../../../../kernel/decider';
import type { DomainEvent } from '../../../../kernel/journal';
import { accepted, type Outcome } from '../../../../kernel/outcome';
import type { Relationship } from './keep-relationship';

interface OfAttempt {
  readonly attemptId: string;
  readonly campaignId: string;
  readonly recordId: string;
}

/** Why this record and not another, as it was when it was taken. */
export interface AttemptReason {
  readonly class: RecordClass;
  readonly shares: Readonly<Record<RecordClass, number>>;
  readonly given: Readonly<Record<RecordClass, number>>;
  readonly order: readonly RecordClass[];
  readonly priority: number;
  readonly sourceId: string | null;
  readonly dueAt: Instant | null;
  readonly attemptsToday: number;
  /** Of a recontact: how long overdue, and which come first. */
  readonly overdueFirst: 'most' | 'least' | null;
  /** Of a system recontact, where the campaign keeps relationships. */
  readonly relationship: Relationship | null;
}

/** What the detector says. `before`: how far the call was then. */
export interface Judged {
  readonly at: Instant;
  readonly who: 'person' | 'machine';
  /** Chance of a machine, and milliseconds of sound that it rests on. */
  readonly chance: number;
  readonly afterMs: number;
  readonly checked: boolean;
  readonly before: 'answered' | 'connected' | 'abandoned';
}

export interface StartedAttempt extends OfAttempt {
  readonly kind: CampaignKind;
  readonly contactId: string;
  readonly number: string;
  readonly callerId: string | null;
  /** Null: it is looked for when the person has answered, or nobody speaks. */
  readonly agentId: string | null;
  readonly callId: string | null;
  readonly at: Instant;
  readonly why: AttemptReason;
}

export type AttemptEvent =
  | DomainEvent<'AttemptStarted', StartedAttempt>
  /** `listensUntil`: somebody listens whether it is a person; until then no agent is looked for. Null: nobody listens. */
  | DomainEvent<
      'AttemptAnswered',
      OfAttempt & { readonly at: Instant; readonly dialledAt: Instant; readonly listensUntil: Instant | null }
    >
  | DomainEvent<'AttemptSpoke', OfAttempt & { readonly at: Instant }>
  | DomainEvent<'AttemptJudged', OfAttempt & Judged>
  /** The detector was wrong: a person, taken for a machine. Stands for so many calls of which nobody knows. */
  | DomainEvent<'AttemptMisjudged', OfAttempt & { readonly at: Instant; readonly standsFor: number }>
  | DomainEvent<
      'AttemptConnected',
      OfAttempt & {
        readonly at: Instant;
        readonly agentId: string | null;
        readonly waitedMs: number;
        readonly late: boolean;
        /** False: whether he is a person is not known yet. */
        readonly live?: boolean;
      }
    >
  | DomainEvent<'AttemptAbandoned', OfAttempt & { readonly at: Instant; readonly waitedMs: number }>
  | DomainEvent<
      'AttemptEnded',
      OfAttempt & {
        readonly at: Instant;
        readonly dialledAt: Instant;
        readonly outcome: AttemptOutcome;
        readonly answered: boolean;
        /** It ended before anybody knew who it was, and an agent spoke: it counts as a person now. */
        readonly live?: boolean;
        readonly reason: string;
      }
    >;

export const ATTEMPT_EVENT_TYPES = [
  'AttemptStarted',
  'AttemptAnswered',
  'AttemptSpoke',
  'AttemptJudged',
  'AttemptMisjudged',
  'AttemptConnected',
  'AttemptAbandoned',
  'AttemptEnded',
] as const satisfies readonly AttemptEvent['type'][];

export type AttemptCommand =
  | { readonly type: 'Start'; readonly attempt: StartedAttempt }
  | { readonly type: 'NoteAnswered'; readonly at: Instant; readonly listensUntil?: Instant | null }
  | { readonly type: 'NoteSpoke'; readonly at: Instant }
  /** `checked`: a machine is left to the agent who has it, to see whether it is one. */
  | {
      readonly type: 'NoteJudged';
      readonly at: Instant;
      readonly who: 'person' | 'machine';
      readonly chance: number;
      readonly afterMs: number;
      readonly checked: boolean;
    }
  | { readonly type: 'NoteMisjudged'; readonly at: Instant; readonly standsFor: number }
  | { readonly type: 'NoteConnected'; readonly at: Instant; readonly agentId: string | null }
  /** A person waits and no agent was there in time. */
  | { readonly type: 'Abandon'; readonly at: Instant }
  /** `outcome`: what the line says; what happened before (an agent spoke, nobody was there) counts for more. */
  | { readonly type: 'End'; readonly at: Instant; readonly outcome: AttemptOutcome; readonly reason: string };

export interface AttemptState extends OfAttempt {
  readonly stage: 'none' | 'dialling' | 'answered' | 'connected' | 'abandoned' | 'machine' | 'ended';
  readonly dialledAt: Instant;
  readonly answeredAt: Instant | null;
  /** Nobody of ours speaks: the line alone says whether it was heard to its end. */
  readonly automatic?: boolean;
  /** Somebody listens to it. */
  readonly listens?: boolean;
  readonly who?: 'person' | 'machine' | null;
  readonly misjudged?: boolean;
}

type Decision = Outcome<readonly AttemptEvent[], never>;
const nothing: Decision = accepted([]);

/** One attempt to reach one person. Repeats and late reports change nothing; it ends exactly once. */
export const attemptDecider: Decider<AttemptState, AttemptCommand, AttemptEvent, never> = {
  kind: 'attempt',
  stateVersion: 2,
  initialState: { stage: 'none', attemptId: '', campaignId: '', recordId: '', dialledAt: 0, answeredAt: null },
  decide,
  evolve,
};

function decide(state: AttemptState, command: AttemptCommand): Decision {
  const { attemptId, campaignId, recordId, stage } = state;
  const of = { attemptId, campaignId, recordId };
  if (command.type === 'Start')
    return stage === 'none' ? accepted([{ type: 'AttemptStarted', data: command.attempt }]) : nothing;
  if (command.type === 'NoteMisjudged') return misjudged(state, command);
  if (stage === 'none' || stage === 'ended') return nothing;
  const { at } = command;
  const waitedMs = Math.max(0, at - (state.answeredAt ?? at));
  switch (command.type) {
    case 'NoteAnswered':
      return stage === 'dialling' ? accepted([answered(state, at, command.listensUntil ?? null)]) : nothing;
    case 'NoteSpoke':
      return stage === 'answered' ? accepted([{ type: 'AttemptSpoke', data: { ...of, at } }]) : nothing;
    case 'NoteJudged':
      return judge(state, command);
    case 'NoteConnected':
      if (stage === 'connected' || stage === 'machine') return nothing;
      return accepted([
        ...(stage === 'dialling' ? [answered(state, at, null)] : []),
        {
          type: 'AttemptConnected',
          data: { ...of, at, agentId: command.agentId, waitedMs, late: stage === 'abandoned', live: isKnown(state) },
        },
      ]);
    case 'Abandon':
      return stage === 'answered' ? accepted([{ type: 'AttemptAbandoned', data: { ...of, at, waitedMs } }]) : nothing;
    case 'End':
      return end(state, command);
  }
}

const answered = ({ attemptId, campaignId, recordId, dialledAt }: AttemptState, at: Instant, until: Instant | null) =>
  ({ type: 'AttemptAnswered', data: { attemptId, campaignId, recordId, at, dialledAt, listensUntil: until } }) as const;

/** Nobody listens, or the detector took him for a person. */
const isKnown = ({ listens, who }: AttemptState): boolean => !listens || who === 'person';

/** The first word of the detector counts; a machine is left alone only where an agent can tell what it is. */
function judge(state: AttemptState, command: Extract<AttemptCommand, { type: 'NoteJudged' }>): Decision {
  const { attemptId, campaignId, recordId, stage, who } = state;
  if (who || (stage !== 'answered' && stage !== 'connected' && stage !== 'abandoned')) return nothing;
  const { type: _type, ...said } = command;
  const checked = said.who === 'machine' && said.checked && stage === 'connected';
  return accepted([
    { type: 'AttemptJudged', data: { attemptId, campaignId, recordId, ...said, checked, before: stage } },
  ]);
}

function misjudged(
  { attemptId, campaignId, recordId, who, misjudged: known }: AttemptState,
  { at, standsFor }: Extract<AttemptCommand, { type: 'NoteMisjudged' }>,
): Decision {
  if (who !== 'machine' || known) return nothing;
  return accepted([{ type: 'AttemptMisjudged', data: { attemptId, campaignId, recordId, at, standsFor } }]);
}

/** A person who answered and never had an agent was abandoned, whoever put the phone down; with a machine nobody is. */
function end(state: AttemptState, { at, outcome, reason }: Extract<AttemptCommand, { type: 'End' }>): Decision {
  const { attemptId, campaignId, recordId, stage, dialledAt, answeredAt, automatic } = state;
  const of = { attemptId, campaignId, recordId };
  const gaveUp = stage === 'answered' && !automatic;
  const waitedMs = Math.max(0, at - (answeredAt ?? at));
  const live = stage === 'connected' && !isKnown(state) && state.who !== 'machine';
  return accepted([
    ...(gaveUp ? [{ type: 'AttemptAbandoned', data: { ...of, at, waitedMs } } as const] : []),
    {
      type: 'AttemptEnded',
      data: { ...of, at, dialledAt, outcome: outcomeOf(state, outcome), answered: answeredAt !== null, reason, live },
    },
  ]);
}

function outcomeOf({ stage, automatic }: AttemptState, line: AttemptOutcome): AttemptOutcome {
  if (automatic) return stage === 'machine' ? stage : line;
  if (stage === 'connected' || stage === 'machine') return stage;
  return stage === 'abandoned' || stage === 'answered' ? 'abandoned' : line;
}

function evolve(state: AttemptState, event: AttemptEvent): AttemptState {
  switch (event.type) {
    case 'AttemptStarted': {
      const { attemptId, campaignId, recordId, at, kind } = event.data;
      const automatic = !AGENT_KINDS.includes(kind);
      return { stage: 'dialling', attemptId, campaignId, recordId, dialledAt: at, answeredAt: null, automatic };
    }
    case 'AttemptAnswered':
      return {
        ...state,
        stage: 'answered',
        answeredAt: event.data.at,
        listens: (event.data.listensUntil ?? null) !== null,
      };
    case 'AttemptSpoke':
      return state;
    case 'AttemptJudged': {
      const { who, checked } = event.data;
      return { ...state, who, stage: who === 'machine' && !checked ? 'machine' : state.stage };
    }
    case 'AttemptMisjudged':
      return { ...state, misjudged: true };
    case 'AttemptConnected':
      return { ...state, stage: 'connected' };
    case 'AttemptAbandoned':
      return { ...state, stage: 'abandoned' };
    case 'AttemptEnded':
      return { ...state, stage: 'ended' };
  }
}

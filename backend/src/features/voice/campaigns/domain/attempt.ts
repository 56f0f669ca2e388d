import type { AttemptOutcome, CampaignKind, RecordClass } from '#contracts';
import type { Instant } from '../../../../kernel/clock';
import type { Decider } from '../../../../kernel/decider';
import type { DomainEvent } from '../../../../kernel/journal';
import { accepted, type Outcome } from '../../../../kernel/outcome';

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
  | DomainEvent<'AttemptAnswered', OfAttempt & { readonly at: Instant; readonly dialledAt: Instant }>
  | DomainEvent<
      'AttemptConnected',
      OfAttempt & {
        readonly at: Instant;
        readonly agentId: string | null;
        readonly waitedMs: number;
        readonly late: boolean;
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
        readonly reason: string;
      }
    >;

export const ATTEMPT_EVENT_TYPES = [
  'AttemptStarted',
  'AttemptAnswered',
  'AttemptConnected',
  'AttemptAbandoned',
  'AttemptEnded',
] as const satisfies readonly AttemptEvent['type'][];

export type AttemptCommand =
  | { readonly type: 'Start'; readonly attempt: StartedAttempt }
  | { readonly type: 'NoteAnswered'; readonly at: Instant }
  | { readonly type: 'NoteConnected'; readonly at: Instant; readonly agentId: string | null }
  /** A person waits and no agent was there in time. */
  | { readonly type: 'Abandon'; readonly at: Instant }
  /** `outcome`: what the line says; what happened before (an agent spoke, nobody was there) counts for more. */
  | { readonly type: 'End'; readonly at: Instant; readonly outcome: AttemptOutcome; readonly reason: string };

export interface AttemptState extends OfAttempt {
  readonly stage: 'none' | 'dialling' | 'answered' | 'connected' | 'abandoned' | 'ended';
  readonly dialledAt: Instant;
  readonly answeredAt: Instant | null;
}

type Decision = Outcome<readonly AttemptEvent[], never>;
const nothing: Decision = accepted([]);

/** One attempt to reach one person. Repeats and late reports change nothing; it ends exactly once. */
export const attemptDecider: Decider<AttemptState, AttemptCommand, AttemptEvent, never> = {
  kind: 'attempt',
  stateVersion: 1,
  initialState: { stage: 'none', attemptId: '', campaignId: '', recordId: '', dialledAt: 0, answeredAt: null },
  decide,
  evolve,
};

function decide(state: AttemptState, command: AttemptCommand): Decision {
  const { attemptId, campaignId, recordId, stage, dialledAt } = state;
  const of = { attemptId, campaignId, recordId };
  if (command.type === 'Start')
    return stage === 'none' ? accepted([{ type: 'AttemptStarted', data: command.attempt }]) : nothing;
  if (stage === 'none' || stage === 'ended') return nothing;
  const { at } = command;
  const waitedMs = Math.max(0, at - (state.answeredAt ?? at));
  switch (command.type) {
    case 'NoteAnswered':
      return stage === 'dialling' ? accepted([{ type: 'AttemptAnswered', data: { ...of, at, dialledAt } }]) : nothing;
    case 'NoteConnected':
      if (stage === 'connected') return nothing;
      return accepted([
        ...(stage === 'dialling' ? [{ type: 'AttemptAnswered', data: { ...of, at, dialledAt } } as const] : []),
        {
          type: 'AttemptConnected',
          data: { ...of, at, agentId: command.agentId, waitedMs, late: stage === 'abandoned' },
        },
      ]);
    case 'Abandon':
      return stage === 'answered' ? accepted([{ type: 'AttemptAbandoned', data: { ...of, at, waitedMs } }]) : nothing;
    case 'End':
      return end(state, command);
  }
}

/** A person who answered and never had an agent was abandoned, whoever put the phone down. */
function end(state: AttemptState, { at, outcome, reason }: Extract<AttemptCommand, { type: 'End' }>): Decision {
  const { attemptId, campaignId, recordId, stage, dialledAt, answeredAt } = state;
  const of = { attemptId, campaignId, recordId };
  const gaveUp = stage === 'answered';
  const waitedMs = Math.max(0, at - (answeredAt ?? at));
  const final = stage === 'connected' ? 'connected' : stage === 'abandoned' || gaveUp ? 'abandoned' : outcome;
  return accepted([
    ...(gaveUp ? [{ type: 'AttemptAbandoned', data: { ...of, at, waitedMs } } as const] : []),
    { type: 'AttemptEnded', data: { ...of, at, dialledAt, outcome: final, answered: answeredAt !== null, reason } },
  ]);
}

function evolve(state: AttemptState, event: AttemptEvent): AttemptState {
  switch (event.type) {
    case 'AttemptStarted': {
      const { attemptId, campaignId, recordId, at } = event.data;
      return { stage: 'dialling', attemptId, campaignId, recordId, dialledAt: at, answeredAt: null };
    }
    case 'AttemptAnswered':
      return { ...state, stage: 'answered', answeredAt: event.data.at };
    case 'AttemptConnected':
      return { ...state, stage: 'connected' };
    case 'AttemptAbandoned':
      return { ...state, stage: 'abandoned' };
    case 'AttemptEnded':
      return { ...state, stage: 'ended' };
  }
}

import type { Instant } from '../../../../kernel/clock';
import { fold, type Decider } from '../../../../kernel/decider';
import { accepted, refused, type Outcome, type Refusal } from '../../../../kernel/outcome';
import type { AlertEvent, Telling } from './alert-events';
import { isBeyond, isCalm, type Terms } from './watch';

/** One rule's alert about one subject. */
export interface AlertState {
  readonly phase: 'calm' | 'firing';
  /** While calm: beyond the limit. While firing: not calm again. */
  readonly crossed: boolean;
  /** When `crossed` became what it is. */
  readonly since: Instant | null;
  /** The present alert, or the last one. */
  readonly alert: { readonly ruleId: string; readonly alertId: string } | null;
  readonly firedAt: Instant | null;
  readonly toldAt: Instant | null;
  readonly acknowledged: boolean;
  readonly escalated: boolean;
}

export type AlertCommand =
  | {
      readonly type: 'Observe';
      readonly terms: Terms;
      readonly value: number | null;
      /** Nobody may be told now. */
      readonly quiet: boolean;
      /** `alertId`: of a new one, if it fires. */
      readonly telling: Telling;
      readonly escalateTo: readonly string[];
      readonly at: Instant;
    }
  | { readonly type: 'Acknowledge'; readonly alertId: string; readonly userId: string; readonly at: Instant }
  /** The rule or its subject is another, or gone. */
  | { readonly type: 'Withdraw'; readonly at: Instant };

export type AlertRefusal = Refusal<'alert-acknowledged-already' | 'alert-not-found'>;

type Observe = Extract<AlertCommand, { type: 'Observe' }>;

const initialState: AlertState = {
  phase: 'calm',
  crossed: false,
  since: null,
  alert: null,
  firedAt: null,
  toldAt: null,
  acknowledged: false,
  escalated: false,
};

/** What this moment brings, one thing at a time: each step sees what the one before made of the state. */
const STEPS: readonly ((state: AlertState, observed: Observe) => AlertEvent | null)[] = [crossing, turning, telling];

export const alertDecider: Decider<AlertState, AlertCommand, AlertEvent, AlertRefusal> = {
  kind: 'alert',
  stateVersion: 1,
  initialState,
  decide(state, command) {
    switch (command.type) {
      case 'Observe':
        return accepted(observe(state, command));
      case 'Acknowledge':
        return acknowledge(state, command);
      case 'Withdraw':
        return accepted(withdraw(state, command.at));
    }
  },
  evolve(state, { type, data }) {
    switch (type) {
      case 'AlertCrossed':
        return { ...state, crossed: data.crossed, since: data.at };
      case 'AlertFired': {
        const { ruleId, alertId, at } = data;
        return { ...initialState, phase: 'firing', crossed: true, since: at, alert: { ruleId, alertId }, firedAt: at };
      }
      case 'AlertTold':
        return data.step === 'first' ? { ...state, toldAt: data.at } : { ...state, escalated: true };
      case 'AlertCleared':
        return { ...state, phase: 'calm', crossed: false, since: data.at };
      case 'AlertAcknowledged':
        return { ...state, acknowledged: true };
    }
  },
};

function observe(state: AlertState, observed: Observe): readonly AlertEvent[] {
  const events: AlertEvent[] = [];
  for (const step of STEPS) {
    const event = step(fold(alertDecider, state, events), observed);
    if (event) events.push(event);
  }
  return events;
}

function crossing({ phase, crossed }: AlertState, { terms, value, at }: Observe): AlertEvent | null {
  const now = phase === 'firing' ? !isCalm(terms, value) : isBeyond(terms, value);
  return now === crossed ? null : { type: 'AlertCrossed', data: { crossed: now, value, at } };
}

function turning(
  { phase, crossed, since, firedAt, alert }: AlertState,
  { terms, telling, at }: Observe,
): AlertEvent | null {
  if (at - (since ?? at) < terms.forMs) return null;
  if (phase === 'firing' && alert)
    return crossed ? null : { type: 'AlertCleared', data: { ...alert, because: 'calm', at } };
  const isRested = firedAt === null || at - firedAt >= terms.restMs;
  return crossed && isRested ? { type: 'AlertFired', data: { ...telling, at } } : null;
}

function telling(state: AlertState, { terms, quiet, telling: told, escalateTo, at }: Observe): AlertEvent | null {
  const { phase, alert, toldAt, acknowledged, escalated } = state;
  if (phase !== 'firing' || quiet) return null;
  const data = { ...told, ...alert, at };
  if (toldAt === null) return { type: 'AlertTold', data: { ...data, step: 'first' } };
  if (acknowledged || escalated || terms.escalateMs === null || at - toldAt < terms.escalateMs) return null;
  return { type: 'AlertTold', data: { ...data, userIds: escalateTo, step: 'escalation' } };
}

/** Also of one that is over: somebody has seen it. */
function acknowledge(
  { alert, acknowledged }: AlertState,
  { alertId, userId, at }: Extract<AlertCommand, { type: 'Acknowledge' }>,
): Outcome<readonly AlertEvent[], AlertRefusal> {
  if (alert?.alertId !== alertId) return refused({ code: 'alert-not-found' });
  if (acknowledged) return refused({ code: 'alert-acknowledged-already' });
  return accepted([{ type: 'AlertAcknowledged', data: { ...alert, userId, at } }]);
}

function withdraw({ phase, alert, crossed }: AlertState, at: Instant): readonly AlertEvent[] {
  if (phase === 'firing' && alert) return [{ type: 'AlertCleared', data: { ...alert, because: 'rule-changed', at } }];
  return crossed ? [{ type: 'AlertCrossed', data: { crossed: false, value: null, at } }] : [];
}

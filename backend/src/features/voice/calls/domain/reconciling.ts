import type { LegSnapshot } from '../../switch';
import type { CallDecision, CommandOf } from './call-commands';
import type { CallEvent, CallRepaired } from './call-events';
import { fold } from '../../../../kernel/decider';
import { isOver, liveLegs, type CallState } from './call-state';
import { events, here, ignore } from './decisions';
import { evolveCall } from './evolve-call';
import { hungUp } from './ending';
import { askedAgain } from './flowing';
import { answered, ended } from './leg-reports';
import { withdrawOffers } from './decisions';

type Reconcile = CommandOf<'Reconcile'>;

/**
 * After a time in which events were lost: what the switch has is the truth about legs, what we decided is the truth about
 * what they should do. First legs that ended, then answers that we did not hear, then audio that differs.
 */
export function reconcile(state: CallState, command: Reconcile, greeting: string | null): CallDecision {
  if (isOver(state)) return dropStrays(state, command);
  const known = new Map(command.legs.map((leg) => [leg.legId, leg]));
  let current = state;
  const found: CallEvent[] = [];
  const take = (decision: CallDecision) => {
    if (!decision.ok) return;
    found.push(...decision.value);
    current = fold({ evolve: evolveCall }, current, decision.value);
  };
  if (farGone(state, known, command)) return lost(state, command);
  for (const legId of missing(state, known, command)) {
    take(
      ended(current, {
        ...command,
        type: 'NoteEnded',
        legId,
        cause: 'failed',
        rawCause: 'gone while the switch was out of sight',
        farSide: false,
      }),
    );
  }
  for (const legId of newlyAnswered(current, known))
    take(answered(current, { ...command, type: 'NoteAnswered', legId }, greeting));
  found.push(...repairs(current, command, known), ...askedAgain(current, command));
  return found.length === 0 ? ignore : events(...found);
}

type Known = ReadonlyMap<string, LegSnapshot>;

/** Ordered legs of which nothing was heard may not have been made yet: the order is repeated, or times out. */
function expected(state: CallState, legId: string): boolean {
  const stage = [state.far, state.agent, ...state.offers].find((leg) => leg?.legId === legId)?.stage;
  return stage === 'expected' || (state.third?.legId === legId && state.third.state === 'dialing');
}

const missing = (state: CallState, known: Known, { restarted }: Reconcile): string[] =>
  liveLegs(state).filter((legId) => !known.has(legId) && (restarted || !expected(state, legId)));

function farGone(state: CallState, known: Known, command: Reconcile): boolean {
  const { far } = state;
  return far !== null && missing(state, known, command).includes(far.legId);
}

function lost(state: CallState, command: Reconcile): CallDecision {
  const because = command.restarted ? 'switch-restarted' : 'gone-while-disconnected';
  const left = { ...state, offers: [] };
  return events(
    ...withdrawOffers(state, command.at, 'lost'),
    ...hungUp(left, { at: command.at, outcome: 'lost', endedBy: 'system', because, gone: state.far?.legId ?? '' }),
  );
}

function newlyAnswered(state: CallState, known: Known): string[] {
  const waiting = [
    ...(state.phase === 'arriving' || (state.phase === 'dialing' && state.far?.stage !== 'up')
      ? [state.far?.legId]
      : []),
    ...(state.agent && state.agent.stage !== 'up' ? [state.agent.legId] : []),
    ...state.offers.map(({ legId }) => legId),
    ...(state.third && (state.third.state === 'dialing' || state.third.state === 'ringing') ? [state.third.legId] : []),
  ];
  return waiting.filter((legId): legId is string => legId !== undefined && known.get(legId)?.progress === 'answered');
}

function repairs(state: CallState, command: Reconcile, known: Known): CallEvent[] {
  const audio = wrongAudio(state, known);
  const strays = command.legs.map(({ legId }) => legId).filter((legId) => !liveLegs(state).includes(legId));
  const common = { ...here(state, command), music: state.policy.music };
  const repair = (fix: CallRepaired['data']['fix'], legIds: readonly string[], found: string): CallEvent => ({
    type: 'CallRepaired',
    data: { ...common, fix, legIds, found },
  });
  return [
    ...(audio ? [repair(audio.fix, audio.legIds, audio.found)] : []),
    ...(strays.length > 0 ? [repair('drop-leg', strays, 'not part of the call')] : []),
  ];
}

interface Wrong {
  readonly fix: CallRepaired['data']['fix'];
  readonly legIds: readonly string[];
  readonly found: string;
}

function wrongAudio(state: CallState, known: Known): Wrong | null {
  const farLeg = state.far && known.get(state.far.legId);
  if (!farLeg) return null;
  const pair = bridgeOf(state);
  if (pair && pair.every((legId) => known.get(legId)?.progress === 'answered')) {
    const [a, b] = pair;
    const together = known.get(a)?.bridgedWith === b;
    if (!together) return { fix: 'bridge', legIds: pair, found: `${farLeg.place} instead of bridged` };
    if (state.audio === 'held' && !farLeg.held) return { fix: 'hold', legIds: [a], found: 'bridged instead of held' };
    return null;
  }
  if (state.audio === 'music' && farLeg.place !== 'parked')
    return { fix: 'music', legIds: [farLeg.legId], found: `${farLeg.place} instead of waiting` };
  if (state.audio === 'music' || state.audio === 'consult')
    return { fix: 'music', legIds: [farLeg.legId], found: 'music unknown' };
  return null;
}

/** The two legs that should hear each other. */
function bridgeOf(state: CallState): [string, string] | null {
  const { far, agent, third, audio } = state;
  if ((audio === 'bridged' || audio === 'held') && far && agent) return [far.legId, agent.legId];
  if (audio === 'transferred-out' && far && third?.state === 'talking') return [far.legId, third.legId];
  if (audio === 'consult' && agent && third?.state === 'talking') return [agent.legId, third.legId];
  return null;
}

/** Legs of a call that is over: its hang-up had not reached the switch. */
function dropStrays(state: CallState, command: Reconcile): CallDecision {
  if (state.phase === 'none' || command.legs.length === 0) return ignore;
  const legIds = command.legs.map(({ legId }) => legId);
  return events({
    type: 'CallRepaired',
    data: { ...here(state, command), fix: 'drop-leg', legIds, music: state.policy.music, found: 'the call is over' },
  });
}

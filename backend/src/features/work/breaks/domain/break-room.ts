import { fold, type Decider } from '../../../../kernel/decider';
import { accepted, refused, type Outcome, type Refusal } from '../../../../kernel/outcome';
import { concerns, fullFor, type PlaceLimit } from './break-limits';
import type { BreakEntry, BreakRoomEvent, KindThen } from './break-room-events';

/** Who asked, who waits and who has a place, in the order of asking. */
export interface BreakRoomState {
  readonly entries: readonly BreakEntry[];
}

interface Asked {
  readonly breakId: string;
  readonly agentId: string;
  readonly kind: KindThen;
  readonly groupIds: readonly string[];
}

/** Every command brings the limits that hold at its moment: what it frees is given to the next at once. */
export type BreakRoomCommand = { readonly limits: readonly PlaceLimit[] } & (
  | ({ readonly type: 'Ask' } & Asked)
  | ({ readonly type: 'Force'; readonly note: string } & Asked)
  | { readonly type: 'Approve'; readonly breakId: string }
  | { readonly type: 'Refuse'; readonly breakId: string; readonly note: string }
  | { readonly type: 'Withdraw'; readonly agentId: string; readonly because: 'withdrawn' | 'signed-out' }
  /** The agent's break is over, or never began. */
  | { readonly type: 'Free'; readonly breakId: string }
  /** The hour or the limits have changed. */
  | { readonly type: 'Settle' }
);

/**
 * - `break-already-asked`: he has asked for one already, or is on one
 * - `break-not-found`: nobody asks for it any more
 */
export type BreakRoomRefusal = Refusal<'break-already-asked' | 'break-not-found'>;
type Decision = Outcome<readonly BreakRoomEvent[], BreakRoomRefusal>;
type Command<Type extends BreakRoomCommand['type']> = Extract<BreakRoomCommand, { type: Type }>;

const nothing: Decision = accepted([]);

/** The one room with places for breaks. First come, first served; one whom another group's limit keeps out does not stop the rest. */
export const breakRoomDecider: Decider<BreakRoomState, BreakRoomCommand, BreakRoomEvent, BreakRoomRefusal> = {
  kind: 'breaks',
  stateVersion: 1,
  initialState: { entries: [] },
  decide(state, command) {
    const facts = decideFacts(state, command);
    return facts.ok ? accepted(settled(state, facts.value, command.limits)) : facts;
  },
  evolve: evolveRoom,
};

function decideFacts(state: BreakRoomState, command: BreakRoomCommand): Decision {
  switch (command.type) {
    case 'Ask':
      return ask(state, command);
    case 'Force':
      return force(state, command);
    case 'Approve':
    case 'Refuse':
      return answer(state, command);
    case 'Withdraw':
      return withdraw(state, command);
    case 'Free':
      return free(state, command);
    case 'Settle':
      return nothing;
  }
}

const ofAgent = ({ entries }: BreakRoomState, agentId: string): BreakEntry | undefined =>
  entries.find((entry) => entry.agentId === agentId);

const ofBreak = ({ entries }: BreakRoomState, breakId: string): BreakEntry | undefined =>
  entries.find((entry) => entry.breakId === breakId);

function ask(state: BreakRoomState, { breakId, agentId, kind, groupIds }: Command<'Ask'>): Decision {
  if (ofAgent(state, agentId)) return refused({ code: 'break-already-asked' });
  const stage = kind.approval ? 'approval' : 'waiting';
  return accepted([{ type: 'BreakAsked', data: { entry: { breakId, agentId, kind, groupIds, stage } } }]);
}

/** A forced break takes the place of what the agent asked for himself, and no limit holds it back. */
function force(state: BreakRoomState, { breakId, agentId, kind, groupIds, note }: Command<'Force'>): Decision {
  const own = ofAgent(state, agentId);
  if (own?.stage === 'granted') return refused({ code: 'break-already-asked' });
  const given: BreakRoomEvent[] = own
    ? [{ type: 'BreakWithdrawn', data: { breakId: own.breakId, agentId, because: 'forced' } }]
    : [];
  return accepted([
    ...given,
    { type: 'BreakAsked', data: { entry: { breakId, agentId, kind, groupIds, stage: 'waiting' } } },
    { type: 'BreakGranted', data: { breakId, agentId, kind, forced: true, note, waited: false } },
  ]);
}

function answer(state: BreakRoomState, command: Command<'Approve' | 'Refuse'>): Decision {
  const entry = ofBreak(state, command.breakId);
  if (!entry || (command.type === 'Refuse' && entry.stage === 'granted')) return refused({ code: 'break-not-found' });
  const { breakId, agentId } = entry;
  if (command.type === 'Refuse')
    return accepted([{ type: 'BreakRefused', data: { breakId, agentId, note: command.note } }]);
  return entry.stage === 'approval' ? accepted([{ type: 'BreakApproved', data: { breakId, agentId } }]) : nothing;
}

/** What has its place already is presence's: it ends there. */
function withdraw(state: BreakRoomState, { agentId, because }: Command<'Withdraw'>): Decision {
  const entry = ofAgent(state, agentId);
  if (!entry || entry.stage === 'granted') return nothing;
  return accepted([{ type: 'BreakWithdrawn', data: { breakId: entry.breakId, agentId, because } }]);
}

function free(state: BreakRoomState, { breakId }: Command<'Free'>): Decision {
  const entry = ofBreak(state, breakId);
  return entry ? accepted([{ type: 'BreakPlaceFreed', data: { breakId, agentId: entry.agentId } }]) : nothing;
}

function evolveRoom(state: BreakRoomState, event: BreakRoomEvent): BreakRoomState {
  const stage = (breakId: string, next: BreakEntry['stage']): BreakRoomState => ({
    entries: state.entries.map((entry) => (entry.breakId === breakId ? { ...entry, stage: next } : entry)),
  });
  switch (event.type) {
    case 'BreakAsked':
      return { entries: [...state.entries, event.data.entry] };
    case 'BreakApproved':
      return stage(event.data.breakId, 'waiting');
    case 'BreakGranted':
      return stage(event.data.breakId, 'granted');
    case 'BreakRefused':
    case 'BreakWithdrawn':
    case 'BreakPlaceFreed':
      return { entries: state.entries.filter(({ breakId }) => breakId !== event.data.breakId) };
    case 'BreakQueueMoved':
      return state;
  }
}

/** The facts, then a place for everybody who now fits, then where the others stand. */
function settled(
  state: BreakRoomState,
  facts: readonly BreakRoomEvent[],
  limits: readonly PlaceLimit[],
): readonly BreakRoomEvent[] {
  const granted: BreakRoomEvent[] = [];
  let after = fold(breakRoomDecider, state, facts);
  for (const { breakId, agentId, kind, groupIds } of after.entries.filter(({ stage }) => stage === 'waiting')) {
    const taken = after.entries.filter(({ stage }) => stage === 'granted');
    if (kind.conditional && fullFor(limits, { groupIds }, taken).length > 0) continue;
    const waited = ofBreak(state, breakId)?.stage === 'waiting';
    const grant = {
      type: 'BreakGranted',
      data: { breakId, agentId, kind, forced: false, note: null, waited },
    } as const;
    granted.push(grant);
    after = evolveRoom(after, grant);
  }
  const places = placesOf(after, limits);
  const before = new Map(placesOf(state, limits).map(({ breakId, place }) => [breakId, place]));
  const moved = places.some(({ breakId, place }) => before.get(breakId) !== place);
  return [...facts, ...granted, ...(moved ? [{ type: 'BreakQueueMoved', data: { places } } as const] : [])];
}

/** Who waits, and as which of those whom the same full limits concern. */
export function placesOf(
  { entries }: BreakRoomState,
  limits: readonly PlaceLimit[],
): { breakId: string; agentId: string; place: number }[] {
  const waiting = entries.filter(({ stage }) => stage === 'waiting');
  const taken = entries.filter(({ stage }) => stage === 'granted');
  return waiting.map(({ breakId, agentId, groupIds }, index) => {
    const full = fullFor(limits, { groupIds }, taken);
    const ahead = waiting.slice(0, index).filter((other) => full.some((limit) => concerns(limit, other)));
    return { breakId, agentId, place: ahead.length + 1 };
  });
}

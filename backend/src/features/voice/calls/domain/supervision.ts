import type { SupervisionMode } from '#contracts';
import type { Instant } from '../../../../kernel/clock';
import type { Decider } from '../../../../kernel/decider';
import { accepted, refused, type Outcome, type Refusal } from '../../../../kernel/outcome';
import type { LegId, NodeId } from '../../switch';
import type { SpentInModes, SupervisionEnded, SupervisionEvent } from './supervision-events';

interface Listener {
  readonly supervisionId: string;
  readonly supervisorId: string;
  readonly agentId: string;
  readonly extension: string;
  readonly nodeId: NodeId;
  /** The supervisor's own line, and the agent's that it taps. */
  readonly legId: LegId;
  readonly targetLegId: LegId;
}

interface Current extends Listener {
  readonly mode: SupervisionMode;
  readonly stage: 'ringing' | 'on';
  readonly rang: boolean;
  readonly modeSince: Instant;
  readonly spent: SpentInModes;
  readonly takingOver: boolean;
}

/** The supervision of one call: at most one supervisor at a time. */
export interface SupervisionState {
  readonly current: Current | null;
}

export type SupervisionCommand = { readonly at: Instant } & (
  | { readonly type: 'Start'; readonly listener: Listener; readonly mode: SupervisionMode }
  | { readonly type: 'ChangeMode'; readonly supervisorId: string; readonly mode: SupervisionMode }
  | { readonly type: 'Leave'; readonly supervisorId: string }
  | { readonly type: 'TakeOver'; readonly supervisorId: string }
  | { readonly type: 'NoteRinging'; readonly legId: LegId }
  | { readonly type: 'NoteAnswered'; readonly legId: LegId }
  /** `byHim`: his phone hung up; otherwise the switch did, because the tapped line is gone. */
  | { readonly type: 'NoteEnded'; readonly legId: LegId; readonly byHim: boolean }
);

/**
 * - `call-supervised`: somebody is on it already
 * - `supervision-not-own`: nobody, or another supervisor
 * - `supervision-not-on`: his own phone still rings
 */
export type SupervisionRefusal = Refusal<'call-supervised' | 'supervision-not-own' | 'supervision-not-on'>;
type Decision = Outcome<readonly SupervisionEvent[], SupervisionRefusal>;
type Command<Type extends SupervisionCommand['type']> = Extract<SupervisionCommand, { type: Type }>;

const nothing: Decision = accepted([]);
const NO_TIME: SpentInModes = { listen: 0, whisper: 0, barge: 0 };

/** Listening, whispering and barging in on one call, to the millisecond in each mode. */
export const supervisionDecider: Decider<SupervisionState, SupervisionCommand, SupervisionEvent, SupervisionRefusal> = {
  kind: 'supervision',
  stateVersion: 1,
  initialState: { current: null },
  decide,
  evolve,
};

function decide(state: SupervisionState, command: SupervisionCommand): Decision {
  switch (command.type) {
    case 'Start':
      return start(state, command);
    case 'ChangeMode':
      return changeMode(state, command);
    case 'Leave':
      return leave(state, command);
    case 'TakeOver':
      return takeOver(state, command);
    case 'NoteRinging':
    case 'NoteAnswered':
    case 'NoteEnded':
      return report(state, command);
  }
}

function start({ current }: SupervisionState, { listener, mode, at }: Command<'Start'>): Decision {
  if (current) return refused({ code: 'call-supervised' });
  const { extension, targetLegId } = listener;
  return accepted([{ type: 'SupervisionStarted', data: { ...of(listener), extension, targetLegId, mode, at } }]);
}

const of = ({ supervisionId, nodeId, legId, supervisorId, agentId }: Listener) => ({
  supervisionId,
  nodeId,
  legId,
  supervisorId,
  agentId,
});

function changeMode({ current }: SupervisionState, { supervisorId, mode, at }: Command<'ChangeMode'>): Decision {
  if (current?.supervisorId !== supervisorId) return refused({ code: 'supervision-not-own' });
  if (current.stage === 'ringing' || current.takingOver) return refused({ code: 'supervision-not-on' });
  if (current.mode === mode) return nothing;
  const end = Math.max(at, current.modeSince);
  const data = { ...of(current), from: current.mode, to: mode, spentMs: end - current.modeSince, at: end };
  return accepted([{ type: 'SupervisionModeChanged', data }]);
}

function leave({ current }: SupervisionState, { supervisorId, at }: Command<'Leave'>): Decision {
  if (current?.supervisorId !== supervisorId) return refused({ code: 'supervision-not-own' });
  return accepted([ended(current, { because: 'left', at, hangUp: true })]);
}

function takeOver({ current }: SupervisionState, { supervisorId }: Command<'TakeOver'>): Decision {
  if (current?.supervisorId !== supervisorId) return refused({ code: 'supervision-not-own' });
  if (current.stage === 'ringing') return refused({ code: 'supervision-not-on' });
  if (current.takingOver) return nothing;
  return accepted([{ type: 'SupervisionTakeOverOrdered', data: of(current) }]);
}

/** Reports of a line that is not (or no longer) his say nothing. */
function report(
  { current }: SupervisionState,
  command: Command<'NoteRinging' | 'NoteAnswered' | 'NoteEnded'>,
): Decision {
  if (current?.legId !== command.legId) return nothing;
  const { at } = command;
  switch (command.type) {
    case 'NoteRinging':
      return current.rang || current.stage === 'on'
        ? nothing
        : accepted([{ type: 'SupervisionRang', data: { ...of(current), extension: current.extension } }]);
    case 'NoteAnswered':
      return current.stage === 'on'
        ? nothing
        : accepted([{ type: 'SupervisionAnswered', data: { ...of(current), at } }]);
    case 'NoteEnded': {
      const because = current.takingOver
        ? 'took-over'
        : current.stage === 'ringing'
          ? 'not-answered'
          : command.byHim
            ? 'left'
            : 'call-ended';
      return accepted([ended(current, { because, at, hangUp: false })]);
    }
  }
}

function ended(
  current: Current,
  { because, at, hangUp }: Pick<SupervisionEnded['data'], 'because' | 'at' | 'hangUp'>,
): SupervisionEnded {
  const end = Math.max(at, current.modeSince);
  const last = current.stage === 'on' ? end - current.modeSince : 0;
  const spent = { ...current.spent, [current.mode]: current.spent[current.mode] + last };
  return { type: 'SupervisionEnded', data: { ...of(current), because, mode: current.mode, spent, at: end, hangUp } };
}

function evolve(state: SupervisionState, event: SupervisionEvent): SupervisionState {
  if (event.type === 'SupervisionStarted') {
    const { at, mode, ...listener } = event.data;
    const began = { stage: 'ringing', rang: false, modeSince: at, spent: NO_TIME, takingOver: false } as const;
    return { current: { ...listener, mode, ...began } };
  }
  const { current } = state;
  if (!current) return state;
  switch (event.type) {
    case 'SupervisionRang':
      return { current: { ...current, rang: true } };
    case 'SupervisionAnswered':
      return { current: { ...current, stage: 'on', modeSince: Math.max(event.data.at, current.modeSince) } };
    case 'SupervisionModeChanged': {
      const { from, to, spentMs, at } = event.data;
      const spent = { ...current.spent, [from]: current.spent[from] + spentMs };
      return { current: { ...current, mode: to, modeSince: at, spent } };
    }
    case 'SupervisionTakeOverOrdered':
      return { current: { ...current, takingOver: true } };
    case 'SupervisionEnded':
      return { current: null };
  }
}

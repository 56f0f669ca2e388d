import type { LegPlace, LegSnapshot, LegVariables, NodeId } from '../port/leg';
import { OWN_PREFIX, RESERVED_VARIABLES } from './dial-string';
import { header, numberHeader, type EslEvent } from './esl';
import { CALL_VARIABLE, HELD_VARIABLE, MUTED_VARIABLE } from './esl-step';
import { parksWhenTaken, phoneOf, trunkOf, withheld } from './to-switch-event';

/** A row of `show channels as json`. */
export type ChannelRow = Readonly<Record<string, string>>;

/** Rows of `show channels as json`; with no channel the answer has no `rows` at all. */
export function channelRows(answer: string): readonly ChannelRow[] {
  const parsed = JSON.parse(answer) as { rows?: ChannelRow[] };
  return parsed.rows ?? [];
}

/**
 * One live leg from its dump, which is read from the leg itself. The rows of `show channels` come from a table that the
 * switch fills some 150 to 500 ms late (measured), so only their ids are used.
 */
export function toLegSnapshot(nodeId: NodeId, dump: EslEvent): LegSnapshot {
  const variable = (name: string): string => header(dump, `variable_${name}`);
  // Not taken before it is parked: see PARKS_VARIABLE.
  const settles = parksWhenTaken(dump) && header(dump, 'Channel-State') === 'CS_CONSUME_MEDIA';
  const answerState = settles ? 'ringing' : header(dump, 'Answer-State');
  const outbound = header(dump, 'Call-Direction') === 'outbound';
  // Set while the leg is in a bridge and taken away when it leaves; `bridge_uuid` and `signal_bond` stay behind.
  const partner = variable('bridge_to') || null;
  return {
    nodeId,
    legId: header(dump, 'Unique-ID'),
    callId: variable(CALL_VARIABLE) || null,
    direction: outbound ? 'outbound' : 'inbound',
    progress: answerState === 'answered' ? 'answered' : answerState === 'early' ? 'early' : 'ringing',
    place: placeOf(variable('current_application'), partner !== null, outbound && answerState !== 'answered'),
    bridgedWith: partner,
    held: variable(HELD_VARIABLE) === 'true',
    muted: variable(MUTED_VARIABLE) === 'true',
    ani: withheld(header(dump, 'Caller-Caller-ID-Number')),
    dnis: header(dump, 'Caller-Destination-Number'),
    displayName: header(dump, 'Caller-Caller-ID-Name'),
    trunk: trunkOf(variable),
    extension: outbound ? null : phoneOf(header(dump, 'Caller-Context'), variable),
    startedAt: milliseconds(dump, 'Caller-Channel-Created-Time') ?? 0,
    answeredAt: settles ? null : milliseconds(dump, 'Caller-Channel-Answered-Time'),
    variables: ownVariablesOf(dump),
  };
}

function placeOf(application: string, bridged: boolean, dialling: boolean): LegPlace {
  if (application === 'conference') return 'conference';
  if (application === 'eavesdrop') return 'supervising';
  if (bridged) return 'bridged';
  if (dialling) return 'dialling';
  return application === 'bridge' ? 'elsewhere' : 'parked';
}

/** Times in a dump are microseconds; 0 means never. */
function milliseconds(dump: EslEvent, name: string): number | null {
  const value = numberHeader(dump, name);
  return value ? Math.floor(value / 1000) : null;
}

function ownVariablesOf(dump: EslEvent): LegVariables {
  const prefix = `variable_${OWN_PREFIX}`;
  const own: Record<string, string> = {};
  for (const name of Object.keys(dump)) {
    const short = name.startsWith(prefix) ? name.slice(prefix.length) : '';
    if (short !== '' && (short === 'queue' || !RESERVED_VARIABLES.has(short))) own[short] = header(dump, name);
  }
  return own;
}

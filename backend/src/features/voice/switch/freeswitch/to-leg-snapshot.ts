import type { LegPlace, LegSnapshot, LegVariables, NodeId } from '../port/leg';
import { OWN_PREFIX, RESERVED_VARIABLES } from './dial-string';
import { header, numberHeader, type EslEvent } from './esl';
import { CALL_VARIABLE, HELD_VARIABLE, MUTED_VARIABLE } from './esl-step';
import { trunkOf, withheld } from './to-switch-event';

/** A row of `show channels as json`. */
export type ChannelRow = Readonly<Record<string, string>>;

/** Rows of `show channels as json`; with no channel the answer has no `rows` at all. */
export function channelRows(answer: string): readonly ChannelRow[] {
  const parsed = JSON.parse(answer) as { rows?: ChannelRow[] };
  return parsed.rows ?? [];
}

/** One live leg from its row, its dump and the other rows: equal `call_uuid` on two rows means that they are bridged. */
export function toLegSnapshot(nodeId: NodeId, row: ChannelRow, dump: EslEvent, rows: readonly ChannelRow[]): LegSnapshot {
  const variable = (name: string): string => header(dump, `variable_${name}`);
  const answerState = header(dump, 'Answer-State');
  const outbound = header(dump, 'Call-Direction') === 'outbound';
  const partner = partnerOf(row, rows);
  return {
    nodeId,
    legId: row['uuid'] ?? '',
    callId: variable(CALL_VARIABLE) || null,
    direction: outbound ? 'outbound' : 'inbound',
    progress: answerState === 'answered' ? 'answered' : answerState === 'early' ? 'early' : 'ringing',
    place: placeOf(row, partner !== null, outbound && answerState !== 'answered'),
    bridgedWith: partner,
    held: variable(HELD_VARIABLE) === 'true',
    muted: variable(MUTED_VARIABLE) === 'true',
    ani: withheld(header(dump, 'Caller-Caller-ID-Number')),
    dnis: header(dump, 'Caller-Destination-Number'),
    displayName: header(dump, 'Caller-Caller-ID-Name'),
    trunk: trunkOf(variable),
    startedAt: milliseconds(dump, 'Caller-Channel-Created-Time') ?? Number(row['created_epoch'] ?? 0) * 1000,
    answeredAt: milliseconds(dump, 'Caller-Channel-Answered-Time'),
    variables: ownVariablesOf(dump),
  };
}

/** `conference` and `eavesdrop` share a `call_uuid` with nobody, but a dialling leg may share its originator's. */
function partnerOf(row: ChannelRow, rows: readonly ChannelRow[]): string | null {
  const key = row['call_uuid'];
  if (!key || placeOfApplication(row['application'] ?? '') !== null || row['callstate'] !== 'ACTIVE') return null;
  const partner = rows.find((other) => other['uuid'] !== row['uuid'] && other['call_uuid'] === key && other['callstate'] === 'ACTIVE');
  return partner?.['uuid'] ?? null;
}

function placeOfApplication(application: string): LegPlace | null {
  if (application === 'conference') return 'conference';
  return application === 'eavesdrop' ? 'supervising' : null;
}

function placeOf(row: ChannelRow, bridged: boolean, dialling: boolean): LegPlace {
  const application = row['application'] ?? '';
  const special = placeOfApplication(application);
  if (special) return special;
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

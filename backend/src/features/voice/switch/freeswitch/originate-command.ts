import { accepted, refused, type Outcome } from '../../../../kernel/outcome';
import type { OriginateLeg, SuperviseLeg, TransferLeg } from '../port/switch-command';
import { braces, callerIdPairs, dialTarget, ownVariables, type SwitchNames } from './dial-string';
import { CALL_VARIABLE, COMMAND_VARIABLE, PARKS_VARIABLE, TRANSFER_VARIABLE, type EslStep } from './esl-step';
import { safe, type InvalidField } from './safe-text';

type Steps = Outcome<readonly EslStep[], InvalidField>;
type Pairs = readonly (readonly [string, string])[];

/** The job's id reaches the switch cut to 36 characters, so it is the new leg's id; the command's id travels as a variable. */
export function originateSteps(command: OriginateLeg, names: SwitchNames): Steps {
  const media = mediaTimeout(command.mediaTimeoutMs);
  if (!media.ok) return media;
  const headers = phoneHeaders(command.phoneHeaders);
  if (!headers.ok) return headers;
  const own = ownVariables(command.variables);
  if (!own.ok) return own;
  return ring(command, names, {
    callId: command.callId,
    pairs: [
      [PARKS_VARIABLE, 'true'],
      ['park_after_bridge', String(command.parkAfterBridge)],
      ['hangup_after_bridge', 'false'],
      ...media.value,
      ...own.value,
      ...headers.value,
    ],
    application: '&park()',
  });
}

/** The supervisor's phone taps the agent's leg, so that it stays across the agent's calls. */
export function superviseSteps(command: SuperviseLeg, names: SwitchNames): Steps {
  const target = safe('legId', 'targetLegId', command.targetLegId);
  if (!target.ok) return target;
  return ring(command, names, { callId: command.callId, pairs: [], application: `&eavesdrop(${target.value})` });
}

interface Ringing {
  readonly callId: string | null;
  readonly pairs: Pairs;
  readonly application: string;
}

function ring(command: OriginateLeg | SuperviseLeg, names: SwitchNames, ringing: Ringing): Steps {
  const seconds = ringSeconds(command.ringSeconds);
  if (!seconds.ok) return seconds;
  const target = dialTarget(command.to, names);
  if (!target.ok) return target;
  const callerId = callerIdPairs('origination', command.callerId);
  if (!callerId.ok) return callerId;
  const call = callPair(ringing.callId);
  if (!call.ok) return call;
  const variables = braces([
    ['origination_uuid', command.legId],
    ...callerId.value,
    ['originate_timeout', seconds.value],
    // A network's announcement is not an answer: the leg counts as taken only when somebody takes it.
    ['ignore_early_media', 'true'],
    ...call.value,
    [COMMAND_VARIABLE, command.id],
    ...ringing.pairs,
  ]);
  return accepted([
    {
      kind: 'job',
      line: `originate ${variables}${target.value} ${ringing.application}`,
      jobId: command.legId,
      newLegId: command.legId,
    },
  ]);
}

/**
 * Two steps: what the party sees is set on the leg, then the leg dials the party itself and parks if that fails.
 * `m:^:` changes the separator of the inline dialplan, because the dial string has commas.
 */
export function transferSteps(command: TransferLeg, names: SwitchNames): Steps {
  const seconds = ringSeconds(command.ringSeconds);
  if (!seconds.ok) return seconds;
  const newLeg = safe('legId', 'newLegId', command.newLegId);
  if (!newLeg.ok) return newLeg;
  const target = dialTarget(command.to, names);
  if (!target.ok) return target;
  const callerId = callerIdPairs('effective', command.callerId);
  if (!callerId.ok) return callerId;
  const call = callPair(command.callId);
  if (!call.ok) return call;
  const shown = [[TRANSFER_VARIABLE, command.id] as const, ...callerId.value]
    .map(([name, value]) => `${name}=${value}`)
    .join(';');
  const dial = `${braces([['origination_uuid', newLeg.value], ['originate_timeout', seconds.value], ['ignore_early_media', 'true'], ...call.value])}${target.value}`;
  return accepted([
    { kind: 'api', line: `uuid_setvar_multi ${command.legId} ${shown}` },
    {
      kind: 'api',
      line: `uuid_transfer ${command.legId} m:^:set:continue_on_fail=true^set:hangup_after_bridge=false^bridge:${dial}^park inline`,
    },
  ]);
}

function callPair(callId: string | null): Outcome<Pairs, InvalidField> {
  if (callId === null) return accepted([]);
  const checked = safe('id', 'callId', callId);
  return checked.ok ? accepted([[CALL_VARIABLE, checked.value]]) : checked;
}

function ringSeconds(seconds: number): Outcome<string, InvalidField> {
  if (Number.isInteger(seconds) && seconds >= 1 && seconds <= 600) return accepted(String(seconds));
  return refused({ code: 'invalid', field: 'ringSeconds', rule: 'must be a whole number from 1 to 600' });
}

function mediaTimeout(ms: number | undefined): Outcome<Pairs, InvalidField> {
  if (ms === undefined) return accepted([]);
  if (Number.isInteger(ms) && ms >= 1000 && ms <= 600_000) return accepted([['media_timeout', String(ms)]]);
  return refused({ code: 'invalid', field: 'mediaTimeoutMs', rule: 'must be a whole number from 1000 to 600000' });
}

function phoneHeaders(headers: Readonly<Record<string, string>> | undefined): Outcome<Pairs, InvalidField> {
  const pairs: (readonly [string, string])[] = [];
  for (const [name, value] of Object.entries(headers ?? {})) {
    const goodName = safe('name', `phoneHeaders.${name}`, name);
    if (!goodName.ok) return goodName;
    const goodValue = safe('value', `phoneHeaders.${name}`, value);
    if (!goodValue.ok) return goodValue;
    pairs.push([`sip_h_X-CC-${name}`, value]);
  }
  return accepted(pairs);
}

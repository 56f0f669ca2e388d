import { accepted, refused, type Outcome } from '../../../../kernel/outcome';
import type {
  CollectDigits,
  Play,
  ScheduleHangUp,
  SendDigits,
  SetVariables,
  SuperviseMode,
  SwitchCommand,
} from '../port/switch-command';
import { toRawCause } from './causes';
import type { SwitchNames } from './dial-string';
import { ownVariables } from './dial-string';
import {
  CALL_VARIABLE,
  DIGITS_MARK,
  DIGITS_VARIABLE,
  HELD_VARIABLE,
  MUTED_VARIABLE,
  PLAY_MARK,
  QUEUE_VARIABLE,
  type EslStep,
} from './esl-step';
import { mediaString } from './media-string';
import { originateSteps, superviseSteps, transferSteps } from './originate-command';
import { safe, type InvalidField } from './safe-text';

type Steps = Outcome<readonly EslStep[], InvalidField>;

/** What a command of ours is for the switch. Pure; refuses every text that could become a second command. */
export function toEslSteps(command: SwitchCommand, names: SwitchNames): Steps {
  for (const [rule, field] of [
    ['id', 'id'],
    ['legId', 'legId'],
  ] as const) {
    const checked = safe(rule, field, command[field]);
    if (!checked.ok) return checked;
  }
  return steps(command, names);
}

function steps(command: SwitchCommand, names: SwitchNames): Steps {
  const leg = command.legId;
  switch (command.type) {
    // Somebody takes care of the leg now: the hang-up that the dialplan scheduled for unclaimed legs is called off.
    case 'AnswerLeg':
      return api(`uuid_answer ${leg}`, optional(`sched_del ${leg}`));
    case 'PreAnswerLeg':
      return api(`uuid_pre_answer ${leg}`, optional(`sched_del ${leg}`));
    case 'RingLeg':
      return accepted([execute(leg, 'ring_ready', '', command.id), optional(`sched_del ${leg}`)]);
    case 'Play':
      return play(command);
    case 'StopPlaying':
    case 'StopMusic':
      return api(`uuid_break ${leg} all`);
    case 'CollectDigits':
      return collectDigits(command);
    case 'StartMusic':
      return music(leg, command.stream);
    case 'OriginateLeg':
      return originateSteps(command, names);
    case 'BridgeLegs':
      return bridge(leg, command.withLegId);
    case 'UnbridgeLeg':
      return api(`uuid_transfer ${leg} -both park inline`);
    case 'HoldLeg':
      return music(leg, command.stream, `uuid_setvar ${leg} ${HELD_VARIABLE} true`);
    case 'ResumeLeg':
      return api(`uuid_break ${leg} all`, `uuid_setvar ${leg} ${HELD_VARIABLE}`);
    case 'MuteLeg':
      return api(`uuid_audio ${leg} start read mute 1`, `uuid_setvar ${leg} ${MUTED_VARIABLE} true`);
    case 'UnmuteLeg':
      return api(`uuid_audio ${leg} stop`, `uuid_setvar ${leg} ${MUTED_VARIABLE}`);
    case 'TransferLeg':
      return transferSteps(command, names);
    case 'JoinConference':
      return conference(leg, command.conferenceId);
    case 'LeaveConference':
      return api(`uuid_transfer ${leg} park inline`);
    case 'SendDigits':
      return sendDigits(command);
    case 'StartRecording':
      return recording(leg, 'start', command.path);
    case 'StopRecording':
      return recording(leg, 'stop', command.path);
    case 'MaskRecording':
      return recording(leg, 'mask', command.path);
    case 'UnmaskRecording':
      return recording(leg, 'unmask', command.path);
    case 'HangUp':
      return api(`uuid_kill ${leg} ${toRawCause(command.reason)}`);
    case 'ScheduleHangUp':
      return scheduleHangUp(command);
    case 'SuperviseLeg':
      return superviseSteps(command, names);
    case 'ChangeSupervision':
      return api(supervisionDigit(leg, command.mode));
    case 'StopSupervising':
      return api(`uuid_kill ${leg} NORMAL_CLEARING`);
    case 'SetVariables':
      return setVariables(command);
  }
}

const DIGIT_OF_MODE: Readonly<Record<SuperviseMode, string>> = { listen: '0', whisper: '2', barge: '3' };

/** The eavesdropping leg changes its mode by a digit that it seems to receive. */
export const supervisionDigit = (legId: string, mode: SuperviseMode): string =>
  `uuid_recv_dtmf ${legId} ${DIGIT_OF_MODE[mode]}`;

const api = (...lines: (string | EslStep)[]): Steps =>
  accepted(lines.map((line) => (typeof line === 'string' ? { kind: 'api', line } : line)));

const optional = (line: string): EslStep => ({ kind: 'api', line, mayFail: true });

const execute = (legId: string, application: string, argument: string, eventId: string): EslStep => ({
  kind: 'execute',
  legId,
  application,
  argument,
  eventId,
});

const interruption = (legId: string, interrupt: boolean | undefined): EslStep[] =>
  interrupt ? [{ kind: 'api', line: `uuid_break ${legId} all`, mayFail: true }] : [];

function play(command: Play): Steps {
  const media = mediaString('media', command.media);
  if (!media.ok) return media;
  return accepted([
    ...interruption(command.legId, command.interrupt),
    execute(command.legId, 'playback', media.value, `${PLAY_MARK}${command.id}`),
  ]);
}

function collectDigits(command: CollectDigits): Steps {
  const rule = digitRule(command);
  if (rule) return refused(rule);
  const terminators = safe('terminators', 'terminators', command.terminators);
  if (!terminators.ok) return terminators;
  const prompt = mediaString('prompt', command.prompt);
  if (!prompt.ok) return prompt;
  const invalid = command.invalid?.length ? mediaString('invalid', command.invalid) : accepted('silence_stream://250');
  if (!invalid.ok) return invalid;
  const argument = [
    command.minimum,
    command.maximum,
    command.attempts,
    command.timeoutMs,
    terminators.value || 'none',
    quoted(prompt.value),
    quoted(invalid.value),
    DIGITS_VARIABLE,
    '\\d+',
    command.interDigitTimeoutMs,
  ].join(' ');
  return accepted([
    ...interruption(command.legId, command.interrupt),
    execute(command.legId, 'play_and_get_digits', argument, `${DIGITS_MARK}${command.id}`),
  ]);
}

const quoted = (text: string): string => (text.includes(' ') ? `'${text}'` : text);

function digitRule(command: CollectDigits): InvalidField | null {
  const ranges: [keyof CollectDigits, number, number, number][] = [
    ['minimum', command.minimum, 0, 64],
    ['maximum', command.maximum, Math.max(1, command.minimum), 64],
    ['attempts', command.attempts, 1, 10],
    ['timeoutMs', command.timeoutMs, 100, 120_000],
    ['interDigitTimeoutMs', command.interDigitTimeoutMs, 100, 120_000],
  ];
  for (const [field, value, low, high] of ranges) {
    if (!Number.isInteger(value) || value < low || value > high) {
      return { code: 'invalid', field, rule: `must be a whole number from ${low} to ${high}` };
    }
  }
  return null;
}

function music(legId: string, stream: string | undefined, ...more: string[]): Steps {
  const name = safe('name', 'stream', stream ?? 'moh');
  return name.ok ? api(`uuid_broadcast ${legId} local_stream://${name.value} aleg`, ...more) : name;
}

/** Bridging stops hold music, so the mark of a hold goes with it. */
function bridge(legId: string, withLegId: string): Steps {
  const other = safe('legId', 'withLegId', withLegId);
  return other.ok
    ? api(`uuid_bridge ${legId} ${other.value}`, optional(`uuid_setvar ${legId} ${HELD_VARIABLE}`))
    : other;
}

function conference(legId: string, conferenceId: string): Steps {
  const name = safe('name', 'conferenceId', conferenceId);
  return name.ok ? api(`uuid_transfer ${legId} conference:cc-${name.value}@default inline`) : name;
}

function sendDigits(command: SendDigits): Steps {
  const digits = safe('digits', 'digits', command.digits);
  return digits.ok ? api(`uuid_send_dtmf ${command.legId} ${digits.value}`) : digits;
}

function recording(legId: string, verb: 'start' | 'stop' | 'mask' | 'unmask', path: string): Steps {
  const file = safe('path', 'path', path);
  if (!file.ok) return file;
  const action = `uuid_record ${legId} ${verb} ${file.value}`;
  return verb === 'start' ? api(`uuid_setvar ${legId} RECORD_STEREO true`, action) : api(action);
}

function scheduleHangUp(command: ScheduleHangUp): Steps {
  const { afterSeconds } = command;
  if (!Number.isInteger(afterSeconds) || afterSeconds < 1 || afterSeconds > 86_400) {
    return refused({ code: 'invalid', field: 'afterSeconds', rule: 'must be a whole number from 1 to 86400' });
  }
  return api(`sched_hangup +${afterSeconds} ${command.legId} ${toRawCause(command.reason)}`);
}

function setVariables(command: SetVariables): Steps {
  const own = ownVariables(command.variables);
  if (!own.ok) return own;
  const pairs: (readonly [string, string])[] = [...own.value];
  for (const [name, field, value] of [
    [CALL_VARIABLE, 'callId', command.callId],
    [QUEUE_VARIABLE, 'queueId', command.queueId],
  ] as const) {
    if (value === undefined) continue;
    const checked = safe('id', field, value);
    if (!checked.ok) return checked;
    pairs.unshift([name, value]);
  }
  if (pairs.length === 0)
    return refused({ code: 'invalid', field: 'variables', rule: 'must name at least one variable' });
  return api(`uuid_setvar_multi ${command.legId} ${pairs.map(([name, value]) => `${name}=${value}`).join(';')}`);
}

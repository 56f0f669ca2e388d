import { accepted, refused, type Outcome } from '../../../../kernel/outcome';
import type {
  CollectDigits,
  HoldLeg,
  Media,
  Play,
  RecordMessage,
  ScheduleHangUp,
  SendDigits,
  SetVariables,
  StartMusic,
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
  MUSIC_MARK,
  MUTED_VARIABLE,
  PLAY_MARK,
  RECORD_MARK,
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
  const translate = TRANSLATIONS[command.type] as Translation<SwitchCommand['type']>;
  return translate(command, names);
}

type Translation<Type extends SwitchCommand['type']> = (
  command: Extract<SwitchCommand, { type: Type }>,
  names: SwitchNames,
) => Steps;

const TRANSLATIONS: { readonly [Type in SwitchCommand['type']]: Translation<Type> } = {
  // Somebody takes care of the leg now: the hang-up that the dialplan scheduled for unclaimed legs is called off.
  AnswerLeg: ({ legId }) => api(`uuid_answer ${legId}`, optional(`sched_del ${legId}`)),
  PreAnswerLeg: ({ legId }) => api(`uuid_pre_answer ${legId}`, optional(`sched_del ${legId}`)),
  RingLeg: ({ legId, id }) => accepted([execute(legId, 'ring_ready', '', id), optional(`sched_del ${legId}`)]),
  Play: (command) => play(command),
  StopPlaying: ({ legId }) => accepted([stop(legId)]),
  StopMusic: ({ legId }) => accepted([stop(legId)]),
  CollectDigits: (command) => collectDigits(command),
  StartMusic: (command) => music(command),
  OriginateLeg: (command, names) => originateSteps(command, names),
  BridgeLegs: ({ legId, withLegId }) => bridge(legId, withLegId),
  UnbridgeLeg: ({ legId }) => api(`uuid_transfer ${legId} -both park inline`),
  HoldLeg: (command) => music(command, { kind: 'api', line: `uuid_setvar ${command.legId} ${HELD_VARIABLE} true` }),
  ResumeLeg: ({ legId }) => api(stop(legId), `uuid_setvar ${legId} ${HELD_VARIABLE}`),
  MuteLeg: ({ legId }) => api(`uuid_audio ${legId} start read mute 1`, `uuid_setvar ${legId} ${MUTED_VARIABLE} true`),
  UnmuteLeg: ({ legId }) => api(`uuid_audio ${legId} stop`, `uuid_setvar ${legId} ${MUTED_VARIABLE}`),
  TransferLeg: (command, names) => transferSteps(command, names),
  JoinConference: ({ legId, conferenceId }) => conference(legId, conferenceId),
  LeaveConference: ({ legId }) => api(`uuid_transfer ${legId} park inline`),
  SendDigits: (command) => sendDigits(command),
  StartRecording: ({ legId, path }) => recording(legId, 'start', path),
  StopRecording: ({ legId, path }) => recording(legId, 'stop', path),
  RecordMessage: (command) => recordMessage(command),
  MaskRecording: ({ legId, path }) => recording(legId, 'mask', path),
  UnmaskRecording: ({ legId, path }) => recording(legId, 'unmask', path),
  HangUp: ({ legId, reason }) => api(`uuid_kill ${legId} ${toRawCause(reason)}`),
  ScheduleHangUp: (command) => scheduleHangUp(command),
  SuperviseLeg: (command, names) => superviseSteps(command, names),
  ChangeSupervision: ({ legId, mode }) => api(supervisionDigit(legId, mode)),
  StopSupervising: ({ legId }) => api(`uuid_kill ${legId} NORMAL_CLEARING`),
  SetVariables: (command) => setVariables(command),
};

const DIGIT_OF_MODE: Readonly<Record<SuperviseMode, string>> = { listen: '0', whisper: '2', barge: '3' };

/** The eavesdropping leg changes its mode by a digit that it seems to receive. */
export const supervisionDigit = (legId: string, mode: SuperviseMode): string =>
  `uuid_recv_dtmf ${legId} ${DIGIT_OF_MODE[mode]}`;

const api = (...lines: (string | EslStep)[]): Steps =>
  accepted(lines.map((line) => (typeof line === 'string' ? { kind: 'api', line } : line)));

const optional = (line: string): EslStep => ({ kind: 'api', line, mayFail: true });

const stop = (legId: string): EslStep => ({ kind: 'break', legId });

type Execute = Extract<EslStep, { kind: 'execute' }>;

const execute = (legId: string, application: string, argument: string, eventId: string): Execute => ({
  kind: 'execute',
  legId,
  application,
  argument,
  eventId,
});

const sound = (step: Execute, interrupts: boolean | undefined): EslStep =>
  interrupts ? { ...step, interrupts } : step;

function play(command: Play): Steps {
  const media = mediaString('media', command.media);
  if (!media.ok) return media;
  const step = execute(command.legId, 'playback', media.value, `${PLAY_MARK}${command.id}`);
  return accepted([sound(step, command.interrupt)]);
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
  const step = execute(command.legId, 'play_and_get_digits', argument, `${DIGITS_MARK}${command.id}`);
  return accepted([sound(step, command.interrupt)]);
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

/**
 * Music waits behind what plays already, and one break later ends only the first: so the ear is emptied first. Not by
 * `uuid_broadcast`: it listens to the leg for 100 ms before it begins, and a break of that time is lost.
 */
function music({ id, legId, stream, files }: StartMusic | HoldLeg, ...more: EslStep[]): Steps {
  const source = files && files.length > 0 ? looped(files) : named(stream ?? 'moh');
  if (!source.ok) return source;
  return accepted([sound(execute(legId, 'playback', source.value, `${MUSIC_MARK}${id}`), true), ...more]);
}

function named(stream: string): Outcome<string, InvalidField> {
  const name = safe('name', 'stream', stream);
  return name.ok ? accepted(`local_stream://${name.value}`) : name;
}

/** The switch joins no more than 128 media in one playback. */
const MOST_MEDIA = 100;

/**
 * The files over and over in one playback, then the switch's own music: nothing of ours has to be there when a file is over.
 * Measured on 1.11: `endless_playback` begins again after a break, so it cannot be stopped, and `{loops=-1}` does not loop.
 */
function looped(files: readonly string[]): Outcome<string, InvalidField> {
  const rounds = Math.max(1, Math.floor(MOST_MEDIA / files.length));
  const media = Array.from({ length: rounds }, () => files.map((path): Media => ({ kind: 'file', path }))).flat();
  const all = mediaString('files', media);
  return all.ok ? accepted(`file_string://${all.value.replace(/^file_string:\/\//, '')}!local_stream://moh`) : all;
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

/** Below this mean energy a second counts as silence; a telephone line's noise lies under it. */
const SILENCE_ENERGY = 200;

/** The application holds the leg: nothing else sounds meanwhile. Terminators are the leg's, so each recording sets them anew. */
function recordMessage({ id, legId, path, maximumSeconds, silenceSeconds, terminators }: RecordMessage): Steps {
  const file = safe('path', 'path', path);
  if (!file.ok) return file;
  const ends = safe('terminators', 'terminators', terminators);
  if (!ends.ok) return ends;
  for (const [field, value] of [
    ['maximumSeconds', maximumSeconds],
    ['silenceSeconds', silenceSeconds ?? 1],
  ] as const)
    if (!Number.isInteger(value) || value < 1 || value > 3600)
      return refused({ code: 'invalid', field, rule: 'must be a whole number from 1 to 3600' });
  const silence = silenceSeconds === null ? '' : ` ${SILENCE_ENERGY} ${silenceSeconds}`;
  return accepted([
    { kind: 'api', line: `uuid_setvar ${legId} playback_terminators ${ends.value || 'none'}` },
    execute(legId, 'record', `${file.value} ${maximumSeconds}${silence}`, `${RECORD_MARK}${id}`),
  ]);
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

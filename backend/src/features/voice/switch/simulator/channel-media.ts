import type { Application, Channel, Playback } from './channel';
import type { Headers } from './channel-headers';
import type { SwitchModel } from './switch-model';
import { SOUND_ENDING } from '../freeswitch/sound/sound-pipes';

/** An application with the id that comes back when it is done. */
export type Execution = Application & { readonly eventId: string; readonly locked?: boolean };

type Then = () => void;

const ENDLESS = /^local_stream:\/\//;

/** Plays to the end of the file, then `then`; music plays until it is stopped. */
export function startPlayback(model: SwitchModel, channel: Channel, execution: Execution, then: Then): void {
  const file = execution.argument;
  channel.lastResponse = '_none_';
  const ms = lengthOf(model, file);
  if (ms === null) {
    channel.lastResponse = 'FILE NOT FOUND';
    completed(model, channel, execution);
    return then();
  }
  const playback = begin(model, channel, execution, file);
  tellStart(model, channel, file);
  if (Number.isFinite(ms))
    playback.cancel = model.afterFor(channel, ms, () => {
      finish(model, channel, 'done', 'FILE PLAYED');
      then();
    });
}

export function begin(model: SwitchModel, channel: Channel, execution: Execution, file: string): Playback {
  channel.playback = {
    ...execution,
    file,
    startedAt: model.clock.now(),
    cancel: () => undefined,
    onDigit: null,
    sounding: true,
    locked: execution.locked ?? false,
  };
  return channel.playback;
}

const fileType = (file: string): Headers => (ENDLESS.test(file) ? { 'Playback-File-Type': 'local_stream' } : {});

const tellStart = (model: SwitchModel, channel: Channel, file: string): void =>
  model.tell('PLAYBACK_START', channel, { ...fileType(file), 'Playback-File-Path': file });

/** `engine|voice|text`: like a playback, but nothing tells of its end except the application's own. */
export function startSpeaking(model: SwitchModel, channel: Channel, execution: Execution, then: Then): void {
  channel.lastResponse = '_none_';
  const playback = begin(model, channel, execution, `tts://${execution.argument}`);
  playback.sounding = false;
  playback.cancel = model.afterFor(channel, lengthOf(model, playback.file) ?? 0, () => {
    finish(model, channel, 'done', '_none_');
    then();
  });
}

/** Milliseconds of everything in the list; Infinity for music, null when a file is not there. */
function lengthOf(model: SwitchModel, file: string): number | null {
  let total = 0;
  for (const part of file.replace(/^file_string:\/\//, '').split('!')) {
    const ms = lengthOfPart(model, part);
    if (ms === null) return null;
    total += ms;
  }
  return total;
}

function lengthOfPart(model: SwitchModel, part: string): number | null {
  if (ENDLESS.test(part)) return Infinity;
  const silence = /^silence_stream:\/\/(-?\d+)/.exec(part);
  if (silence) return silence[1] === '-1' ? Infinity : Number(silence[1]);
  const tone = /^tone_stream:\/\/%\((\d+)/.exec(part);
  if (tone) return Number(tone[1]);
  // Spoken text: about 15 characters a second.
  const spoken = /^tts:\/\/[^|]*\|[^|]*\|(.*)$/.exec(part);
  if (spoken) return Math.max(300, spoken[1]!.length * 66);
  return model.faults.missingFiles.has(part) ? null : model.farEnds.playbackMs(part);
}

function stopped(model: SwitchModel, channel: Channel, status: 'done' | 'break'): void {
  const { playback } = channel;
  if (!playback?.sounding) return;
  playback.sounding = false;
  channel.variables.set('playback_ms', String(model.clock.now() - playback.startedAt));
  model.tell('PLAYBACK_STOP', channel, {
    ...fileType(playback.file),
    'Playback-File-Path': playback.file,
    'Playback-Status': status,
  });
}

export function finish(model: SwitchModel, channel: Channel, status: 'done' | 'break', response: string): void {
  const { playback } = channel;
  if (!playback) return;
  playback.cancel();
  stopped(model, channel, status);
  playback.ended?.();
  channel.playback = null;
  channel.lastResponse = playback.onDigit ? '_none_' : response;
  completed(model, channel, playback);
}

function completed(model: SwitchModel, channel: Channel, execution: Execution): void {
  const headers: Headers = {
    Application: execution.name,
    ...(execution.argument === '' ? {} : { 'Application-Data': execution.argument }),
    'Application-Response': channel.lastResponse,
    'Application-UUID': execution.eventId,
  };
  model.tell('CHANNEL_EXECUTE_COMPLETE', channel, headers);
}

/** What sounds is taken away: by a bridge or transfer (`done`, PLAYBACK ERROR) or the hang-up (`done`, FILE PLAYED). */
export function endPlayback(model: SwitchModel, channel: Channel, why: 'taken' | 'hung-up'): void {
  channel.beginning?.();
  channel.beginning = null;
  finish(model, channel, 'done', why === 'taken' ? 'PLAYBACK ERROR' : 'FILE PLAYED');
}

/** `uuid_break … all`: what sounds stops, what waits is forgotten. */
export function breakPlayback(model: SwitchModel, channel: Channel): void {
  channel.queue.length = 0;
  finish(model, channel, 'break', 'FILE PLAYED');
}

/** Told at once for what takes no time: `set`, `ring_ready`. */
export function tellDone(model: SwitchModel, channel: Channel, execution: Execution, response = '_none_'): void {
  channel.lastResponse = response;
  completed(model, channel, execution);
}

interface Collecting {
  readonly minimum: number;
  readonly maximum: number;
  readonly tries: number;
  readonly timeoutMs: number;
  readonly terminators: string;
  readonly prompt: string;
  readonly variable: string;
  readonly digitTimeoutMs: number;
}

/** `<min> <max> <tries> <timeout> <terminators> <prompt> <invalid> <variable> <pattern> <digit timeout>`, quotes around a part with spaces. */
export function collectingOf(argument: string): Collecting {
  const parts = [...argument.matchAll(/'([^']*)'|(\S+)/g)].map((match) => match[1] ?? match[2] ?? '');
  const [minimum, maximum, tries, timeoutMs, terminators, prompt, , variable, , digitTimeoutMs] = parts;
  return {
    minimum: Number(minimum),
    maximum: Number(maximum),
    tries: Number(tries),
    timeoutMs: Number(timeoutMs),
    terminators: terminators === 'none' ? '' : (terminators ?? ''),
    prompt: prompt ?? '',
    variable: variable ?? 'digits',
    digitTimeoutMs: Number(digitTimeoutMs ?? timeoutMs),
  };
}

export function startCollecting(model: SwitchModel, channel: Channel, execution: Execution, then: Then): void {
  const spec = collectingOf(execution.argument);
  channel.lastResponse = '_none_';
  channel.variables.delete(spec.variable);
  let entered = '';
  let triesLeft = spec.tries;
  const done = (): void => {
    if (entered.length >= spec.minimum && /^\d+$/.test(entered)) channel.variables.set(spec.variable, entered);
    else if (triesLeft > 1) {
      triesLeft -= 1;
      entered = '';
      return ask();
    }
    finish(model, channel, 'done', '_none_');
    then();
  };
  const wait = (ms: number): void => {
    channel.playback?.cancel();
    if (channel.playback) channel.playback.cancel = model.afterFor(channel, ms, done);
  };
  const ask = (): void => {
    channel.playback?.cancel();
    const playback = begin(model, channel, execution, spec.prompt);
    tellStart(model, channel, spec.prompt);
    playback.onDigit = (digit) => {
      stopped(model, channel, 'break');
      if (spec.terminators.includes(digit)) return done();
      entered += digit;
      if (entered.length >= spec.maximum) return done();
      return wait(spec.digitTimeoutMs);
    };
    playback.cancel = model.afterFor(channel, lengthOf(model, spec.prompt) ?? 0, () => {
      stopped(model, channel, 'done');
      wait(spec.timeoutMs);
    });
    model.farEnds.collecting(channel);
  };
  ask();
}

export function startRecording(model: SwitchModel, channel: Channel, path: string): void {
  if (channel.recordings.has(path)) return;
  channel.recordings.set(path, { path, startedAt: model.clock.now(), masked: [] });
  if (path.endsWith(SOUND_ENDING)) model.farEnds.listened(channel, path);
}

export function maskRecording(model: SwitchModel, channel: Channel, path: string, on: boolean): boolean {
  const recording = channel.recordings.get(path);
  if (!recording) return false;
  const open = recording.masked.find(({ until }) => until === null);
  if (on && !open) recording.masked.push({ from: model.clock.now(), until: null });
  if (!on && open) open.until = model.clock.now();
  return true;
}

export function stopRecording(model: SwitchModel, channel: Channel, path: string): boolean {
  const recording = channel.recordings.get(path);
  if (!recording) return false;
  channel.recordings.delete(path);
  const ms = model.clock.now() - recording.startedAt;
  channel.variables.set('record_ms', String(ms));
  // Into a pipe it has gone as it was said.
  if (!path.endsWith(SOUND_ENDING)) model.farEnds.recorded(path, ms);
  model.tell('RECORD_STOP', channel, { 'Record-File-Path': path, 'Record-Completion-Cause': 'success-maxtime' });
  return true;
}

export function stopRecordings(model: SwitchModel, channel: Channel): void {
  for (const path of [...channel.recordings.keys()]) stopRecording(model, channel, path);
}

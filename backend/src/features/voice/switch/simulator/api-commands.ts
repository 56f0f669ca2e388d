import { enqueue, digit, runQueued, transfer } from './applications';
import type { Channel } from './channel';
import { answer, bridge, hangUp, hangUpAll, preAnswer } from './channel-life';
import { breakPlayback, maskRecording, startRecording, stopRecording } from './channel-media';
import { originate } from './dialling';
import { dumpChannel, showChannels, showRegistrations } from './show-commands';
import { gatewayCommand } from './simulated-trunks';
import type { SwitchModel } from './switch-model';

type Reply = (text: string) => void;

const NO_CHANNEL = '-ERR No such channel!\n';

/** Answers one `api` or `bgapi` line, with the wording of the real switch. `reply` may come later (originate, msleep). */
export function runApi(model: SwitchModel, line: string, reply: Reply): void {
  const [name = '', ...rest] = line.trim().split(' ');
  const argument = rest.join(' ');
  if (name === 'originate') return originate(model, argument, (text) => reply(`${text}\n`));
  if (name === 'msleep') {
    model.after(Number(argument) || 0, () => reply('+OK\n'));
    return;
  }
  const whole = WHOLE_SWITCH[name];
  if (whole) return reply(whole(model, argument));
  const ofLeg = OF_LEG[name];
  if (!ofLeg) return reply(`-ERR ${name} Command not found!\n`);
  const [uuid = '', ...words] = rest;
  const channel = model.channels.get(uuid);
  if (!channel) return reply(ofLeg.missing ?? NO_CHANNEL);
  reply(ofLeg.run(model, channel, words));
}

type OfLeg = { readonly missing?: string; run(model: SwitchModel, channel: Channel, words: readonly string[]): string };

const ok = (act: () => void, text = '+OK\n'): string => {
  act();
  return text;
};

const OF_LEG: Readonly<Record<string, OfLeg>> = {
  uuid_answer: { missing: '-ERROR\n', run: (model, channel) => ok(() => answer(model, channel)) },
  uuid_pre_answer: { missing: '-ERROR\n', run: (model, channel) => ok(() => preAnswer(model, channel)) },
  uuid_exists: { missing: 'false', run: () => 'true' },
  uuid_kill: {
    run: (model, channel, [cause]) =>
      ok(() => hangUp(model, channel, { cause: cause ?? 'NORMAL_CLEARING', by: 'near' })),
  },
  uuid_break: {
    run: (model, channel) =>
      ok(() => {
        breakPlayback(model, channel);
        runQueued(model, channel);
      }),
  },
  uuid_broadcast: {
    missing: '-ERR invalid uuid\n',
    run: (model, channel, [file]) => ok(() => broadcast(model, channel, file ?? ''), '+OK Message sent\n'),
  },
  uuid_bridge: { missing: '-ERR Invalid uuid\n', run: bridgeLegs },
  uuid_transfer: { run: transferLeg },
  uuid_setvar: {
    run: (_model, channel, [name, ...value]) => ok(() => setVariable(channel, name ?? '', value.join(' '))),
  },
  uuid_setvar_multi: { run: (_model, channel, words) => ok(() => setVariables(channel, words.join(' '))) },
  uuid_getvar: { run: (_model, channel, [name]) => channel.variables.get(name ?? '') ?? '_undef_' },
  uuid_record: { missing: '-ERR Cannot locate session!\n', run: record },
  uuid_audio: {
    run: (_model, _channel, words) =>
      words[0] === 'stop' || words.length === 4
        ? '+OK\n'
        : '-USAGE: <uuid> [start [read|write] [mute|level <level>]|stop]\n',
  },
  uuid_send_dtmf: {
    run: (model, channel, [digits]) => ok(() => model.farEnds.pressed(channel, digits ?? '')),
  },
  uuid_recv_dtmf: {
    run: (model, channel, [digits]) =>
      ok(() => {
        for (const key of digits ?? '') digit(model, channel, key, 'APP');
      }),
  },
  uuid_dump: { run: (model, channel) => dumpChannel(model, channel) },
};

const WHOLE_SWITCH: Readonly<Record<string, (model: SwitchModel, argument: string) => string>> = {
  global_getvar: (model, name) => (name === 'core_uuid' ? model.runId : ''),
  show: (model, what) => (what.startsWith('channels') ? showChannels(model) : showRegistrations(model)),
  sofia: sofia,
  hupall: (model, cause) =>
    ok(() => hangUpAll(model, cause || 'MANAGER_REQUEST'), '+OK hangup all channels with cause MANAGER_REQUEST\n'),
  sched_hangup: scheduleHangUp,
  sched_del: (model, uuid) => (model.unscheduleHangUp(uuid) ? '+OK deleted task\n' : '-ERR no such task\n'),
  conference: conference,
  version: () => 'FreeSWITCH Version 1.11 (simulated)\n',
  reloadacl: () => '+OK acl reloaded\n',
  status: (model) => `UP\n${model.channels.size} session(s)\n`,
};

function bridgeLegs(model: SwitchModel, channel: Channel, [other]: readonly string[]): string {
  const partner = model.channels.get(other ?? '');
  const ready =
    partner && partner !== channel && partner.answerState !== 'ringing' && channel.answerState !== 'ringing';
  if (!ready) return '-ERR Invalid uuid\n';
  if (channel.bridge?.uuid !== partner.uuid) bridge(model, channel, partner);
  // Whoever dialled the leg has not let go of it yet, and calls it off; so does the real one.
  for (const each of [channel, partner])
    if (each.settling) model.afterFor(each, 0, () => hangUp(model, each, { cause: 'ORIGINATOR_CANCEL', by: 'near' }));
  return `+OK ${partner.uuid}\n`;
}

/** `<uuid> [-both|-bleg] <plan> [inline | XML <context>]` */
function transferLeg(model: SwitchModel, channel: Channel, words: readonly string[]): string {
  const both = words[0] === '-both';
  const plan = words[both ? 1 : 0] ?? '';
  transfer(model, channel, plan.replace(/^'|'$/g, ''), both);
  return '+OK\n';
}

function broadcast(model: SwitchModel, channel: Channel, file: string): void {
  enqueue(model, channel, { name: 'playback', argument: file, eventId: model.random.uuid() });
}

function setVariable(channel: Channel, name: string, value: string): void {
  if (value === '') channel.variables.delete(name);
  else channel.variables.set(name, value);
}

function setVariables(channel: Channel, list: string): void {
  for (const one of list.split(';')) {
    const equals = one.indexOf('=');
    if (equals > 0) setVariable(channel, one.slice(0, equals), one.slice(equals + 1));
  }
}

function record(model: SwitchModel, channel: Channel, [verb, path = '']: readonly string[]): string {
  switch (verb) {
    case 'start':
      return ok(() => startRecording(model, channel, path), '+OK Success\n');
    case 'stop':
      return stopRecording(model, channel, path) ? '+OK Success\n' : '-ERR Cannot stop record session!\n';
    case 'mask':
      return maskRecording(model, channel, path, true) ? '+OK Success\n' : '-ERR Cannot mask recording session!\n';
    case 'unmask':
      return maskRecording(model, channel, path, false) ? '+OK Success\n' : '-ERR Cannot unmask recording session!\n';
    default:
      return '-USAGE: <uuid> [start|stop|mask|unmask] <path> [<limit>]\n';
  }
}

function scheduleHangUp(model: SwitchModel, argument: string): string {
  const [when = '', uuid = '', cause = 'ALLOTTED_TIMEOUT'] = argument.split(' ');
  const channel = model.channels.get(uuid);
  if (!channel) return '-ERR no such channel\n';
  model.scheduleHangUp(channel, Number(when.replace('+', '')) * 1000, () =>
    hangUp(model, channel, { cause, by: 'near' }),
  );
  return '+OK Added: 1\n';
}

/** `recover` brings back the answered bridges of the former run; the rest is about gateways. */
function sofia(model: SwitchModel, argument: string): string {
  return argument === 'recover' ? `Recovered ${model.recover()} call(s)\n` : gatewayCommand(model, argument);
}

function conference(model: SwitchModel, argument: string): string {
  const [name = ''] = argument.split(' ');
  const members = [...model.channels.values()].filter(
    ({ activity }) => activity?.name === 'conference' && activity.argument.startsWith(`${name}@`),
  );
  if (members.length === 0) return `-ERR Conference ${name} not found\n`;
  return JSON.stringify([
    {
      conference_name: name,
      member_count: members.length,
      members: members.map(({ uuid }) => ({ type: 'caller', uuid })),
    },
  ]);
}

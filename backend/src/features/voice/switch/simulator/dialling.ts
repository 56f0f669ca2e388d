import { SELF_TRUNK } from '../port/trunk-line';
import { newChannel, type Application, type Channel } from './channel';
import { answer, begin, hangUp, joined, runNextApplication } from './channel-life';
import type { DialledTarget, SwitchModel } from './switch-model';

/** `{a=1,b='two words'}user/1001@host &park()`; the application may stand in quotes. */
export interface DialString {
  readonly variables: ReadonlyMap<string, string>;
  readonly address: string;
  readonly application: Application;
}

export function parseDialString(text: string): DialString {
  const match = /^(?:\{(.*?)\})?(\S+?)(?:\s+'?&(\w+)\((.*?)\)'?)?$/.exec(text.trim());
  const variables = new Map<string, string>();
  for (const [, name, quoted, plain] of (match?.[1] ?? '').matchAll(/([^=,]+)=(?:'([^']*)'|([^,]*))/g))
    variables.set(name!, quoted ?? plain ?? '');
  return {
    variables,
    address: match?.[2] ?? '',
    application: { name: match?.[3] ?? 'park', argument: match?.[4] ?? '' },
  };
}

function targetOf(address: string): DialledTarget | null {
  const user = /^user\/([^@]+)@/.exec(address);
  if (user) return { kind: 'extension', extension: user[1]! };
  const gateway = /^sofia\/gateway\/([^/]+)\/(.+)$/.exec(address);
  if (gateway) return { kind: 'trunk', trunk: gateway[1]!, number: gateway[2]! };
  const direct = /^sofia\/external\/([^@]+)@/.exec(address);
  return direct ? { kind: 'trunk', trunk: '', number: direct[1]! } : null;
}

/** Why no leg comes to be at all; null when one does. */
function impossible(model: SwitchModel, target: DialledTarget | null): string | null {
  const refusal = model.faults.takeRefusal();
  if (refusal) return refusal;
  if (!target) return 'CHAN_NOT_IMPLEMENTED';
  if (target.kind === 'extension') {
    if (!model.directory.has(target.extension)) return 'SUBSCRIBER_ABSENT';
    return model.registrations.has(target.extension) ? null : 'USER_NOT_REGISTERED';
  }
  if (target.trunk === '' || target.trunk === SELF_TRUNK) return null;
  const gateway = model.gateways.get(target.trunk);
  if (!gateway) return 'INVALID_GATEWAY';
  return gateway.up ? null : 'GATEWAY_DOWN';
}

interface Outcome {
  answered(channel: Channel): void;
  failed(cause: string): void;
}

/** Makes the leg, rings it, gives up after `originate_timeout`. */
export function dial(model: SwitchModel, text: DialString, outcome: Outcome, originator?: Channel): void {
  const target = targetOf(text.address);
  const why = impossible(model, target);
  if (why !== null || !target) return outcome.failed(why ?? 'CHAN_NOT_IMPLEMENTED');
  const channel = outboundChannel(model, text, target, originator);
  model.channels.set(channel.uuid, channel);
  channel.dialling = {
    answered: () => {
      channel.dialling = null;
      answer(model, channel);
      watchMedia(model, channel);
      outcome.answered(channel);
    },
    failed: (cause) => outcome.failed(cause),
  };
  channel.state = 'CS_CONSUME_MEDIA';
  const seconds = Number(text.variables.get('originate_timeout') ?? 60);
  model.afterFor(channel, seconds * 1000, () => {
    if (channel.dialling) hangUp(model, channel, { cause: 'NO_ANSWER', by: 'near' });
  });
  model.farEnds.ringing(channel, target);
}

const CONTROL = /^(origination_|originate_|ignore_early_media)/;

function outboundChannel(model: SwitchModel, text: DialString, target: DialledTarget, originator?: Channel): Channel {
  const wanted = text.variables.get('origination_uuid');
  const variables = new Map([...text.variables].filter(([name]) => !CONTROL.test(name)));
  variables.set('sip_call_id', model.random.uuid());
  const shown = (name: string): string | undefined => originator?.variables.get(`effective_caller_id_${name}`);
  return newChannel({
    // An id that is taken is silently replaced: a second leg comes to be. Whoever asks must look first.
    uuid: wanted && !model.channels.has(wanted) ? wanted : model.random.uuid(),
    direction: 'outbound',
    callerName: text.variables.get('origination_caller_id_name') ?? shown('name') ?? originator?.callerName ?? '',
    callerNumber:
      text.variables.get('origination_caller_id_number') ?? shown('number') ?? originator?.callerNumber ?? '0000000000',
    destination: target.kind === 'extension' ? target.extension : target.number,
    context: 'default',
    profile: target.kind === 'extension' ? 'internal' : 'external',
    createdAt: model.clock.now(),
    variables,
  });
}

/** The far phone says that it rings. */
export function progress(model: SwitchModel, channel: Channel): void {
  if (channel.callState !== 'DOWN') return;
  model.tell('CHANNEL_PROGRESS', channel);
  channel.callState = 'RINGING';
}

/** `media_timeout`: a leg whose phone has fallen silent ends so long after. */
export function watchMedia(model: SwitchModel, channel: Channel): void {
  const limit = Number(channel.variables.get('media_timeout'));
  if (!(limit > 0) || channel.mediaFlows) return;
  model.afterFor(channel, limit, () => {
    if (!channel.mediaFlows) hangUp(model, channel, { cause: 'MEDIA_TIMEOUT', by: 'near' });
  });
}

/** `originate`, whose answer is `+OK <uuid>` when the leg is taken, `-ERR CAUSE` when not. */
export function originate(model: SwitchModel, argument: string, reply: (text: string) => void): void {
  const text = parseDialString(argument);
  dial(model, text, {
    answered: (channel) => {
      channel.settling = true;
      model.afterFor(channel, model.frameMs, () => {
        channel.settling = false;
        reply(`+OK ${channel.uuid}`);
        channel.state = 'CS_EXECUTE';
        model.runApplication(channel, text.application);
      });
    },
    failed: (cause) => reply(`-ERR ${cause}`),
  });
}

/** The application `bridge`: the leg dials a party itself; a failure goes on with the next application. */
export function dialFrom(model: SwitchModel, channel: Channel, argument: string): void {
  const activity = begin(model, channel, { name: 'bridge', argument });
  channel.state = 'CS_EXECUTE';
  const stillDialling = (): boolean => channel.activity === activity && channel.answerState !== 'hangup';
  dial(
    model,
    parseDialString(argument),
    {
      answered: (other) => {
        if (!stillDialling()) return hangUp(model, other, { cause: 'ORIGINATOR_CANCEL', by: 'near' });
        channel.variables.set('originate_disposition', 'SUCCESS');
        joined(model, channel, other, 'CS_EXECUTE');
      },
      failed: (cause) => {
        if (!stillDialling()) return;
        channel.variables.set('originate_disposition', cause);
        if (channel.variables.get('continue_on_fail') === 'true') runNextApplication(model, channel);
        else hangUp(model, channel, { cause, by: 'near' });
      },
    },
    channel,
  );
}

/** A call from a trunk or phone comes in; our dialplan parks it. */
export interface Incoming {
  readonly uuid?: string;
  readonly from: string;
  readonly to: string;
  readonly name?: string;
  readonly trunk?: string;
  /** A phone of ours calls, with this account. */
  readonly extension?: string;
  readonly variables?: Readonly<Record<string, string>>;
  /** What the dialplan does with it; our own by default. */
  readonly dialplan?: readonly Application[];
}

/** The dialplan of every inbound call: survive the partner, then wait; whoever answers it first calls off the limit. */
export const INBOUND_DIALPLAN: readonly Application[] = [
  { name: 'set', argument: 'hangup_after_bridge=false' },
  { name: 'set', argument: 'park_after_bridge=true' },
  { name: 'park', argument: '' },
];

export function arrive(model: SwitchModel, incoming: Incoming): Channel {
  const channel = newChannel({
    uuid: incoming.uuid ?? model.random.uuid(),
    direction: 'inbound',
    callerName: incoming.name ?? '',
    callerNumber: incoming.from,
    destination: incoming.to,
    context: incoming.extension ? 'phones' : 'public',
    profile: incoming.extension ? 'internal' : 'external',
    createdAt: model.clock.now(),
    variables: new Map([
      ['sip_call_id', model.random.uuid()],
      ...(incoming.extension ? [['user_name', incoming.extension] as const] : []),
      ...(incoming.trunk ? [['sip_h_X-Trunk', incoming.trunk] as const] : []),
      ...Object.entries(incoming.variables ?? {}),
    ]),
  });
  model.channels.set(channel.uuid, channel);
  channel.state = 'CS_EXECUTE';
  channel.callState = 'RINGING';
  channel.next = [...(incoming.dialplan ?? INBOUND_DIALPLAN)];
  model.runApplication(channel, channel.next.shift()!);
  return channel;
}

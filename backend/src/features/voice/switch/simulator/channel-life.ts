import { q850Of } from './causes';
import { parksAfterBridge, type Activity, type Application, type Channel } from './channel';
import { wholeSeconds } from './channel-headers';
import { endPlayback, stopRecordings } from './channel-media';
import type { SwitchModel } from './switch-model';

/** The leg waits; `park` as an application of the dialplan. */
export function park(model: SwitchModel, channel: Channel): void {
  channel.state = 'CS_EXECUTE';
  begin(model, channel, { name: 'park', argument: '' });
  const timeout = Number.parseInt(channel.variables.get('park_timeout') ?? '', 10);
  if (Number.isFinite(timeout)) {
    // Setting a limit also takes `park_after_bridge` away from the leg; so does the real one.
    const cause = channel.variables.get('park_timeout')?.split(':')[1] ?? 'NORMAL_CLEARING';
    channel.variables.delete('park_timeout');
    channel.variables.delete('park_after_bridge');
    const parkedBy = channel.activity;
    model.afterFor(channel, timeout * 1000, () => {
      if (channel.activity === parkedBy) hangUp(model, channel, { cause, by: 'near' });
    });
  }
  model.tell('CHANNEL_PARK', channel);
}

/** After a bridge: a state, not an application. */
function parkAfterBridge(model: SwitchModel, channel: Channel): void {
  channel.bridge = null;
  channel.state = 'CS_PARK';
  model.tell('CHANNEL_PARK', channel);
}

export function begin(
  model: SwitchModel,
  channel: Channel,
  application: Application,
  eventId = model.random.uuid(),
): Activity {
  channel.lastResponse = '_none_';
  channel.activity = { ...application, eventId };
  return channel.activity;
}

/** The application that occupies the leg ends (it is taken elsewhere or hung up). */
export function endActivity(model: SwitchModel, channel: Channel, how: 'taken' | 'hung-up'): void {
  endPlayback(model, channel, how === 'taken' ? 'taken' : 'hung-up');
  channel.queue.length = 0;
  const { activity } = channel;
  channel.activity = null;
  if (!activity) return;
  model.tell('CHANNEL_EXECUTE_COMPLETE', channel, {
    Application: activity.name,
    ...(activity.argument === '' ? {} : { 'Application-Data': activity.argument }),
    'Application-Response': channel.lastResponse,
    'Application-UUID': activity.eventId,
  });
}

export function preAnswer(model: SwitchModel, channel: Channel): void {
  if (channel.answerState !== 'ringing') return;
  channel.answerState = 'early';
  model.tell('CHANNEL_PROGRESS_MEDIA', channel);
  channel.callState = 'EARLY';
}

export function answer(model: SwitchModel, channel: Channel): void {
  if (channel.answerState === 'answered') return;
  if (channel.direction === 'inbound') preAnswer(model, channel);
  channel.answerState = 'answered';
  channel.answeredAt = model.clock.now();
  model.tell('CHANNEL_ANSWER', channel);
  channel.callState = 'ACTIVE';
  model.farEnds.answered(channel);
}

export function bridge(model: SwitchModel, a: Channel, b: Channel): void {
  for (const channel of [a, b]) if (channel.bridge) leaveBridge(model, channel, 'bridged-elsewhere');
  connect(a, b);
  const epoch = Math.floor(model.clock.now() / 1000);
  for (const [channel, other] of [
    [a, b],
    [b, a],
  ] as const) {
    channel.transferHistory.push(`${epoch}:${model.random.uuid()}:uuid_br:${other.uuid}`);
    endActivity(model, channel, 'taken');
    channel.next = [];
  }
  joined(model, a, b);
}

/** Media flows between them from here on; `a` leads. */
export function joined(
  model: SwitchModel,
  a: Channel,
  b: Channel,
  leadState: Channel['state'] = 'CS_SOFT_EXECUTE',
): void {
  connect(a, b);
  a.state = leadState;
  b.state = 'CS_EXCHANGE_MEDIA';
  model.tell('CHANNEL_BRIDGE', a, { 'Bridge-A-Unique-ID': a.uuid, 'Bridge-B-Unique-ID': b.uuid });
  a.variables.set('last_bridge_to', b.uuid);
  b.variables.set('last_bridge_to', a.uuid);
  model.farEnds.bridged(a, b);
  model.farEnds.bridged(b, a);
}

function connect(a: Channel, b: Channel): void {
  a.otherLeg = { type: 'originatee', uuid: b.uuid };
  b.otherLeg = { type: 'originator', uuid: a.uuid };
  a.bridge = { uuid: b.uuid, leads: true };
  b.bridge = { uuid: a.uuid, leads: false };
}

type Leaving = 'bridged-elsewhere' | 'transferred' | 'both-transferred' | 'hung-up';

/** One leg leaves; the leading leg tells of it, and the one that stays parks or dies. */
export function leaveBridge(model: SwitchModel, leaver: Channel, why: Leaving): void {
  const partner = leaver.bridge ? model.channels.get(leaver.bridge.uuid) : undefined;
  if (!leaver.bridge || !partner) {
    leaver.bridge = null;
    return;
  }
  const leads = leaver.bridge.leads;
  const [lead, follow] = leads ? [leaver, partner] : [partner, leaver];
  leaver.bridge = null;
  partner.bridge = null;
  endPlayback(model, leaver, why === 'hung-up' ? 'hung-up' : 'taken');
  endPlayback(model, partner, 'taken');
  if (why === 'transferred' || why === 'both-transferred') leaver.otherLeg = null;
  if (why === 'both-transferred') partner.otherLeg = null;
  const told = (): void =>
    model.tell('CHANNEL_UNBRIDGE', lead, { 'Bridge-A-Unique-ID': lead.uuid, 'Bridge-B-Unique-ID': follow.uuid });
  model.farEnds.unbridged(leaver);
  model.farEnds.unbridged(partner);
  if (why === 'both-transferred') return told();
  // The partner's own thread parks it, so a leg that follows parks before the leader tells; a leader tells first.
  if (!leads) told();
  staysOrDies(model, partner);
  if (leads) told();
}

function staysOrDies(model: SwitchModel, partner: Channel): void {
  if (partner.answerState === 'hangup') return;
  if (partner.activity?.name === 'bridge') return runNextApplication(model, partner);
  if (parksAfterBridge(partner)) return parkAfterBridge(model, partner);
  const before = partner.activity;
  // One frame later, unless somebody has taken it elsewhere by then (a conference takes both, one after the other).
  model.afterFor(partner, model.frameMs, () => {
    if (!partner.bridge && partner.activity === before && partner.state !== 'CS_PARK')
      hangUp(model, partner, { cause: 'NORMAL_CLEARING', by: 'near' });
  });
}

export interface HangUpOrder {
  readonly cause: string;
  /** `near`: the switch; `far`: the phone or network, with its refusal when it never answered. */
  readonly by: 'near' | 'far';
  readonly status?: number;
  /** Told as soon as the leg counts as hung up, before anything on it ends. */
  readonly first?: () => void;
}

/** Ends a leg. The leading leg of a bridge tells of the bridge's end before its own; a following one after. */
export function hangUp(model: SwitchModel, channel: Channel, order: HangUpOrder): void {
  if (channel.answerState !== 'hangup') end(model, channel, order);
}

/** Every leg is told at once, so none parks because its partner went first. */
export function hangUpAll(model: SwitchModel, cause: string): void {
  const all = [...model.channels.values()].reverse();
  for (const channel of all) {
    channel.answerState = 'hangup';
    channel.hangupCause = cause;
  }
  for (const channel of all) end(model, channel, { cause, by: 'near' });
}

function end(model: SwitchModel, channel: Channel, order: HangUpOrder): void {
  const { dialling } = channel;
  const timedOut = dialling !== null && order.cause === 'NO_ANSWER' && order.by === 'near';
  channel.dialling = null;
  const wasAnswered = channel.answeredAt !== null;
  if (order.by === 'far') farDisposition(channel, order, wasAnswered);
  const leads = channel.bridge?.leads ?? false;
  const partner = channel.bridge && !leads ? model.channels.get(channel.bridge.uuid) : undefined;
  channel.answerState = 'hangup';
  channel.hangupCause = order.cause;
  order.first?.();
  if (leads) leaveBridge(model, channel, 'hung-up');
  // Whoever waits for the leg hears of a ring timeout before the leg is gone, of a refusal after.
  if (timedOut) dialling?.failed(order.cause);
  endActivity(model, channel, 'hung-up');
  stopRecordings(model, channel);
  complete(model, channel);
  if (partner) leaveBridge(model, channel, 'hung-up');
  model.channels.delete(channel.uuid);
  for (const cancel of [...channel.timers]) cancel();
  if (!timedOut) dialling?.failed(order.cause);
  endEavesdroppers(model, channel);
  model.farEnds.ended(channel);
}

/** The far side's word stands on the leg from its arrival, our own only when it has been sent. */
function farDisposition(channel: Channel, order: HangUpOrder, wasAnswered: boolean): void {
  const { variables, direction } = channel;
  variables.set(
    'sip_hangup_disposition',
    wasAnswered ? 'recv_bye' : direction === 'outbound' ? 'recv_refuse' : 'recv_cancel',
  );
  variables.set('sip_term_status', String(wasAnswered ? 200 : (order.status ?? 487)));
}

function complete(model: SwitchModel, channel: Channel): void {
  const now = model.clock.now();
  const { variables } = channel;
  channel.state = 'CS_REPORTING';
  channel.callState = 'HANGUP';
  if (!variables.has('sip_hangup_disposition')) {
    variables.set(
      'sip_hangup_disposition',
      channel.answeredAt !== null ? 'send_bye' : channel.direction === 'outbound' ? 'send_cancel' : 'send_refuse',
    );
  }
  variables.set('hangup_cause_q850', String(q850Of(channel.hangupCause ?? '')));
  variables.set('digits_dialed', channel.digitsDialled || 'none');
  variables.set('duration', String(wholeSeconds(channel.createdAt, now)));
  variables.set('billsec', String(channel.answeredAt === null ? 0 : wholeSeconds(channel.answeredAt, now)));
  if (channel.answeredAt !== null && channel.mediaFlows) variables.set('rtp_audio_in_mos', '4.50');
  model.tell('CHANNEL_HANGUP_COMPLETE', channel);
}

/** A tap stays on the agent's leg across customers and ends with it. */
function endEavesdroppers(model: SwitchModel, target: Channel): void {
  for (const channel of [...model.channels.values()]) {
    if (channel.activity?.name !== 'eavesdrop' || channel.activity.argument !== target.uuid) continue;
    endActivity(model, channel, 'taken');
    model.afterFor(channel, model.frameMs, () => hangUp(model, channel, { cause: 'NORMAL_CLEARING', by: 'near' }));
  }
}

/** The dialplan's next application after one has ended; at its end the leg is hung up. */
export function runNextApplication(model: SwitchModel, channel: Channel): void {
  if (channel.activity) endActivity(model, channel, 'taken');
  const next = channel.next.shift();
  if (!next) return hangUp(model, channel, { cause: 'NORMAL_CLEARING', by: 'near' });
  model.runApplication(channel, next);
}

import type { Application, Channel } from './channel';
import { answer, begin, endActivity, hangUp, leaveBridge, park, preAnswer, runNextApplication } from './channel-life';
import { startCollecting, startPlayback, startSpeaking, tellDone, type Execution } from './channel-media';
import { recordMessage } from './message-recording';
import { dialFrom } from './dialling';
import type { SwitchModel } from './switch-model';

/** Gives the model its applications. */
export function installApplications(model: SwitchModel): void {
  model.runApplication = (channel, application) => runApplication(model, channel, application);
}

/** One application of the dialplan occupies the leg until it ends. */
function runApplication(model: SwitchModel, channel: Channel, application: Application): void {
  const { name, argument } = application;
  switch (name) {
    case 'park':
      return park(model, channel);
    case 'bridge':
      return dialFrom(model, channel, argument);
    case 'eavesdrop':
    case 'three_way':
      return eavesdrop(model, channel, application);
    case 'conference':
      begin(model, channel, application);
      return;
    case 'hangup':
      return hangUp(model, channel, { cause: argument || 'NORMAL_CLEARING', by: 'near' });
    default:
      return execute(model, channel, { ...application, eventId: model.random.uuid() }, () =>
        runNextApplication(model, channel),
      );
  }
}

const MEDIA: ReadonlySet<string> = new Set(['playback', 'endless_playback', 'speak', 'play_and_get_digits', 'record']);

/** `sendmsg … execute` and broadcasts: inside the activity, after a playback that holds the lock (`event-lock`), at once otherwise. */
export function enqueue(model: SwitchModel, channel: Channel, execution: Execution): void {
  const { playback } = channel;
  if (channel.beginning || (playback && (playback.locked || MEDIA.has(execution.name)))) {
    channel.queue.push(execution);
    return;
  }
  takeUp(model, channel, execution);
}

/** After a break or an end: what waits next. */
export function runQueued(model: SwitchModel, channel: Channel): void {
  if (channel.playback || channel.beginning || channel.answerState === 'hangup') return;
  const next = channel.queue.shift();
  if (next) takeUp(model, channel, next);
}

/** It is in no queue any more and has not begun: a break in between finds nothing. */
function takeUp(model: SwitchModel, channel: Channel, execution: Execution): void {
  const begin = (): void => {
    channel.beginning = null;
    execute(model, channel, execution, () => runQueued(model, channel));
  };
  const late = MEDIA.has(execution.name) ? model.faults.soundBeginsMs : 0;
  if (late === 0) begin();
  else channel.beginning = model.afterFor(channel, late, begin);
}

function execute(model: SwitchModel, channel: Channel, execution: Execution, then: () => void): void {
  const { name, argument } = execution;
  const instantly = (act: () => void): void => {
    act();
    tellDone(model, channel, execution);
    then();
  };
  switch (name) {
    case 'speak':
      return startSpeaking(model, channel, execution, then);
    case 'playback':
    case 'endless_playback':
      return startPlayback(model, channel, execution, then);
    case 'play_and_get_digits':
      return startCollecting(model, channel, execution, then);
    case 'record':
      return recordMessage(model, channel, execution, then);
    case 'set':
      return instantly(() => setVariable(channel, argument));
    case 'answer':
      return instantly(() => answer(model, channel));
    case 'pre_answer':
      return instantly(() => preAnswer(model, channel));
    case 'ring_ready':
      return instantly(() => {
        if (channel.answerState === 'ringing') model.tell('CHANNEL_PROGRESS', channel);
      });
    case 'respond':
      return hangUp(model, channel, {
        cause: causeOfResponse(argument),
        by: 'near',
        first: () => tellDone(model, channel, execution),
      });
    case 'hangup':
      return hangUp(model, channel, { cause: argument || 'NORMAL_CLEARING', by: 'near' });
    case 'sched_hangup':
      return instantly(() => undefined);
    default:
      return tellDone(model, channel, execution, 'INVALID APPLICATION');
  }
}

function setVariable(channel: Channel, assignment: string): void {
  const equals = assignment.indexOf('=');
  if (equals > 0) channel.variables.set(assignment.slice(0, equals), assignment.slice(equals + 1));
}

const RESPONSES: Readonly<Record<string, string>> = {
  '486': 'USER_BUSY',
  '603': 'CALL_REJECTED',
  '404': 'UNALLOCATED_NUMBER',
  '480': 'NO_USER_RESPONSE',
};
const causeOfResponse = (argument: string): string => RESPONSES[argument.slice(0, 3)] ?? 'NORMAL_TEMPORARY_FAILURE';

function eavesdrop(model: SwitchModel, channel: Channel, application: Application): void {
  if (!model.channels.has(application.argument))
    return hangUp(model, channel, { cause: 'NORMAL_CLEARING', by: 'near' });
  begin(model, channel, application);
}

/**
 * `uuid_transfer`: the leg leaves what it does and runs other applications. `park`, `conference:name` or
 * `m:^:set:a=b^bridge:…` with a separator of its own, or a number of the dialplan. The dialled number shows the order until it takes effect.
 */
export function transfer(model: SwitchModel, channel: Channel, plan: string, both: boolean): void {
  const extension = model.extensions.get(plan);
  const partner = channel.bridge ? model.channels.get(channel.bridge.uuid) : undefined;
  const dialled = channel.destination;
  const epoch = Math.floor(model.clock.now() / 1000);
  channel.destination = plan;
  const moved = both && partner ? [channel, partner] : [channel];
  for (const one of moved)
    one.transferHistory.push(`${epoch}:${model.random.uuid()}:bl_xfer:${plan}/${one.context}/inline`);
  if (channel.bridge) leaveBridge(model, channel, both ? 'both-transferred' : 'transferred');
  if (!extension) channel.destination = dialled;
  for (const one of moved) take(model, one, extension ?? inlinePlan(plan));
}

function take(model: SwitchModel, channel: Channel, plan: readonly Application[]): void {
  if (channel.answerState === 'hangup') return;
  channel.otherLeg = null;
  endActivity(model, channel, 'taken');
  channel.state = 'CS_EXECUTE';
  channel.next = [...plan];
  const first = channel.next.shift();
  if (first) runApplication(model, channel, first);
}

export function inlinePlan(plan: string): Application[] {
  const own = /^m:(.):/.exec(plan);
  const steps = own ? plan.slice(4).split(own[1]!) : plan.split(',');
  return steps.map((step) => {
    const colon = step.indexOf(':');
    return colon < 0 ? { name: step, argument: '' } : { name: step.slice(0, colon), argument: step.slice(colon + 1) };
  });
}

/** A digit that the leg seems to receive: from its phone, or (`APP`) as an order of ours to an eavesdropping leg. */
export function digit(model: SwitchModel, channel: Channel, key: string, source: 'RTP' | 'APP'): void {
  channel.digitsDialled += key;
  model.emit('DTMF', {
    ...dtmfHeaders(channel),
    'DTMF-Digit': key,
    'DTMF-Duration': source === 'APP' ? '2000' : '1280',
    'DTMF-Source': source,
  });
  channel.playback?.onDigit?.(key);
  if (key === '*' && channel.activity?.name === 'eavesdrop') runNextApplication(model, channel);
}

function dtmfHeaders(channel: Channel): Record<string, string> {
  return {
    'Channel-State': channel.state,
    'Channel-Call-State': channel.callState,
    'Unique-ID': channel.uuid,
    'Call-Direction': channel.direction,
    'Answer-State': channel.answerState,
    'Caller-Caller-ID-Name': channel.callerName,
    'Caller-Caller-ID-Number': channel.callerNumber,
    'Caller-Destination-Number': channel.destination,
    'Caller-Context': channel.context,
  };
}

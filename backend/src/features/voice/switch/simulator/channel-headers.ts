import type { Instant } from '../../../../kernel/clock';
import type { Channel } from './channel';

export type Headers = Record<string, string | string[]>;

/** Headers that every event about a leg carries; DTMF has these and no variables. */
export function channelHeaders(channel: Channel): Headers {
  const headers: Headers = {
    'Channel-State': channel.state,
    'Channel-Call-State': channel.callState,
    'Unique-ID': channel.uuid,
    'Call-Direction': channel.direction,
    'Answer-State': channel.answerState,
    ...(channel.hangupCause ? { 'Hangup-Cause': channel.hangupCause } : {}),
    ...(channel.callerName === '' ? {} : { 'Caller-Caller-ID-Name': channel.callerName }),
    'Caller-Caller-ID-Number': channel.callerNumber,
    'Caller-Destination-Number': channel.destination,
    'Caller-Context': channel.context,
  };
  if (channel.otherLeg) {
    headers['Other-Type'] = channel.otherLeg.type;
    headers['Other-Leg-Unique-ID'] = channel.otherLeg.uuid;
  }
  return headers;
}

export function variableHeaders(channel: Channel): Headers {
  const headers: Headers = { variable_sofia_profile_name: channel.profile };
  for (const [name, value] of channel.variables) headers[`variable_${name}`] = value;
  if (channel.transferHistory.length === 1) headers['variable_transfer_history'] = channel.transferHistory[0]!;
  if (channel.transferHistory.length > 1) headers['variable_transfer_history'] = [...channel.transferHistory];
  return headers;
}

/** Whole seconds as the switch counts them: from the second it began in to the second it ended in. */
export const wholeSeconds = (from: Instant, until: Instant): number =>
  Math.floor(until / 1000) - Math.floor(from / 1000);

/** What `uuid_dump` adds to the headers: times in microseconds, 0 for never. */
export function timeHeaders(channel: Channel): Headers {
  return {
    'Caller-Channel-Created-Time': String(channel.createdAt * 1000),
    'Caller-Channel-Answered-Time': String((channel.answeredAt ?? 0) * 1000),
  };
}

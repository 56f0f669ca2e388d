import type { Channel } from './channel';
import { channelHeaders, timeHeaders, variableHeaders } from './channel-headers';
import type { SwitchModel } from './switch-model';

/** With no leg the answer has no `rows`. */
export function showChannels(model: SwitchModel): string {
  const rows = [...model.channels.values()].map((channel) => row(model, channel));
  return JSON.stringify(rows.length === 0 ? { row_count: 0 } : { row_count: rows.length, rows });
}

function row(model: SwitchModel, channel: Channel): Record<string, string> {
  const application = channel.playback ?? channel.activity;
  return {
    uuid: channel.uuid,
    direction: channel.direction,
    created_epoch: String(Math.floor(channel.createdAt / 1000)),
    name: `sofia/${channel.profile}/${channel.destination}`,
    state: channel.state,
    cid_name: channel.callerName,
    cid_num: channel.callerNumber,
    dest: channel.destination,
    application: application?.name ?? '',
    application_data: application?.argument ?? '',
    context: channel.context,
    callstate: channel.callState,
    call_uuid: callUuid(model, channel),
  };
}

/** Bridged legs share the leading leg's id. */
function callUuid(model: SwitchModel, channel: Channel): string {
  if (!channel.bridge) return channel.uuid;
  return channel.bridge.leads || !model.channels.has(channel.bridge.uuid) ? channel.uuid : channel.bridge.uuid;
}

/** Read from the leg itself: what it does now, and its partner only while there is one. */
export function dumpChannel(model: SwitchModel, channel: Channel): string {
  const now = {
    variable_call_uuid: callUuid(model, channel),
    variable_current_application: (channel.playback ?? channel.activity)?.name ?? 'park',
    ...(channel.bridge ? { variable_bridge_to: channel.bridge.uuid } : {}),
  };
  return JSON.stringify({
    'Event-Name': 'CHANNEL_DATA',
    ...channelHeaders(channel),
    ...timeHeaders(channel),
    ...variableHeaders(channel),
    ...now,
  });
}

export function showRegistrations(model: SwitchModel): string {
  const rows = [...model.registrations.values()].map(({ extension, contact }) => ({
    reg_user: extension,
    realm: '127.0.0.1',
    url: contact,
  }));
  return JSON.stringify(rows.length === 0 ? { row_count: 0 } : { row_count: rows.length, rows });
}

import type { NodeId } from '../port/leg';
import type { PhoneRegistered, PhoneUnregistered, TrunkStateChanged } from '../port/switch-event';
import { eventName, header, numberHeader, type EslEvent } from './esl';

interface Common {
  readonly nodeId: NodeId;
  readonly at: number;
}

export function phoneRegistered(event: EslEvent, common: Common): PhoneRegistered {
  return {
    ...common,
    type: 'PhoneRegistered',
    extension: header(event, 'from-user'),
    contact: header(event, 'contact'),
    userAgent: header(event, 'user-agent'),
    expiresSeconds: numberHeader(event, 'expires') ?? 0,
  };
}

export function phoneUnregistered(event: EslEvent, common: Common): PhoneUnregistered {
  const extension = header(event, 'from-user') || header(event, 'user');
  if (eventName(event) === 'sofia::expire')
    return { ...common, type: 'PhoneUnregistered', extension, reason: 'expired' };
  const closed = header(event, 'reason') === 'socket-disconnection';
  return { ...common, type: 'PhoneUnregistered', extension, reason: closed ? 'closed' : 'signed-out' };
}

const UP: ReadonlySet<string> = new Set(['REGED', 'NOREG']);
const TRYING: ReadonlySet<string> = new Set(['TRYING', 'REGISTER']);

/** A trunk without registration (`NOREG`) is up unless its pings go unanswered. While it tries, the switch calls its pings down. */
export function trunkStateChanged(event: EslEvent, common: Common): TrunkStateChanged {
  const state = header(event, 'State');
  const ping = header(event, 'Ping-Status');
  const unanswered = ping === 'DOWN' || ping === 'UNREACHABLE';
  return {
    ...common,
    type: 'TrunkStateChanged',
    trunk: header(event, 'Gateway'),
    state: TRYING.has(state) ? 'trying' : UP.has(state) && !unanswered ? 'up' : 'down',
    detail: [state, header(event, 'Phrase') || header(event, 'Status')].filter(Boolean).join(' '),
  };
}

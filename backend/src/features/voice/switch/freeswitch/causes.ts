import type { HangUpReason, LegEndCause } from '../port/cause';

/** The switch's hang-up causes that we meet, in our words; anything else is `failed` and keeps its raw name. */
const CAUSES: Readonly<Record<string, LegEndCause>> = {
  NONE: 'normal',
  NORMAL_CLEARING: 'normal',
  NORMAL_UNSPECIFIED: 'normal',
  MANAGER_REQUEST: 'normal',
  PICKED_OFF: 'normal',
  USER_BUSY: 'busy',
  CALL_REJECTED: 'rejected',
  OUTGOING_CALL_BARRED: 'rejected',
  INCOMING_CALL_BARRED: 'rejected',
  NO_ANSWER: 'no-answer',
  PROGRESS_TIMEOUT: 'no-answer',
  NO_USER_RESPONSE: 'unavailable',
  USER_CHALLENGE: 'unavailable',
  UNALLOCATED_NUMBER: 'unallocated',
  INVALID_NUMBER_FORMAT: 'unallocated',
  NO_ROUTE_DESTINATION: 'unallocated',
  NUMBER_CHANGED: 'unallocated',
  USER_NOT_REGISTERED: 'not-registered',
  SUBSCRIBER_ABSENT: 'unknown-extension',
  INVALID_GATEWAY: 'unknown-trunk',
  GATEWAY_DOWN: 'network-failure',
  NORMAL_TEMPORARY_FAILURE: 'network-failure',
  NETWORK_OUT_OF_ORDER: 'network-failure',
  DESTINATION_OUT_OF_ORDER: 'network-failure',
  RECOVERY_ON_TIMER_EXPIRE: 'network-failure',
  PROTOCOL_ERROR: 'network-failure',
  SWITCH_CONGESTION: 'congestion',
  NORMAL_CIRCUIT_CONGESTION: 'congestion',
  REQUESTED_CHAN_UNAVAIL: 'congestion',
  ORIGINATOR_CANCEL: 'cancelled',
  LOSE_RACE: 'cancelled',
  MEDIA_TIMEOUT: 'media-lost',
  ALLOTTED_TIMEOUT: 'time-limit',
  BLIND_TRANSFER: 'transferred',
  ATTENDED_TRANSFER: 'transferred',
  SYSTEM_SHUTDOWN: 'switch-shutdown',
  CRASH: 'switch-shutdown',
};

export const toCause = (rawCause: string): LegEndCause => CAUSES[rawCause] ?? 'failed';

/** Before the answer: busy 486, rejected 603, unallocated 404, no-answer and normal 480, congestion 503. */
const REASONS: Readonly<Record<HangUpReason, string>> = {
  normal: 'NORMAL_CLEARING',
  busy: 'USER_BUSY',
  rejected: 'CALL_REJECTED',
  'no-answer': 'NO_ANSWER',
  unallocated: 'UNALLOCATED_NUMBER',
  congestion: 'SWITCH_CONGESTION',
  cancelled: 'ORIGINATOR_CANCEL',
  'time-limit': 'ALLOTTED_TIMEOUT',
};

export const toRawCause = (reason: HangUpReason): string => REASONS[reason];

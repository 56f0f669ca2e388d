/** One event of the switch as it comes over the socket: header names to values; a header sent several times is an array. */
export type EslEvent = Readonly<Record<string, string | readonly string[]>>;

/** The header's value, the first one when it was sent several times, '' when absent. */
export function header(event: EslEvent, name: string): string {
  const value = event[name];
  if (value === undefined) return '';
  return typeof value === 'string' ? value : (value[0] ?? '');
}

export function numberHeader(event: EslEvent, name: string): number | null {
  const value = header(event, name);
  if (value === '') return null;
  const number = Number(value);
  return Number.isFinite(number) ? number : null;
}

/** Name of the event, with its subclass for CUSTOM ones: `sofia::register`. */
export function eventName(event: EslEvent): string {
  const name = header(event, 'Event-Name');
  return name === 'CUSTOM' ? header(event, 'Event-Subclass') : name;
}

/**
 * What the event connection asks for; everything else stays in the switch, which keeps only 100 000 events for a slow
 * reader and then drops it. CUSTOM subclasses must come last: whatever follows CUSTOM is taken for a subclass.
 */
export const SUBSCRIBED_EVENTS = [
  'HEARTBEAT',
  'BACKGROUND_JOB',
  'CHANNEL_PARK',
  'CHANNEL_PROGRESS',
  'CHANNEL_PROGRESS_MEDIA',
  'CHANNEL_ANSWER',
  'CHANNEL_BRIDGE',
  'CHANNEL_UNBRIDGE',
  'CHANNEL_EXECUTE_COMPLETE',
  'CHANNEL_HANGUP_COMPLETE',
  'DTMF',
  'PLAYBACK_START',
  'PLAYBACK_STOP',
  'RECORD_STOP',
] as const;
export const SUBSCRIBED_SUBCLASSES = [
  'sofia::register',
  'sofia::unregister',
  'sofia::expire',
  'sofia::gateway_state',
] as const;

export const SUBSCRIPTION = `event json ${SUBSCRIBED_EVENTS.join(' ')} CUSTOM ${SUBSCRIBED_SUBCLASSES.join(' ')}`;

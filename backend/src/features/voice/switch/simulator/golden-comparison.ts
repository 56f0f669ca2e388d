import { eventName, header, type EslEvent } from '../freeswitch/esl';

/** Headers whose values must be the same; of all others only that they are there. */
const SAME_VALUE = [
  'Channel-State',
  'Channel-Call-State',
  'Call-Direction',
  'Answer-State',
  'Hangup-Cause',
  'Caller-Destination-Number',
  'Other-Type',
  'Application',
  'Application-Response',
  'DTMF-Digit',
  'DTMF-Source',
  'DTMF-Duration',
  'Playback-Status',
  'Playback-File-Type',
  'variable_hangup_cause_q850',
  'variable_sip_hangup_disposition',
  'variable_sip_term_status',
  'variable_digits_dialed',
  'variable_cc_digits',
  'from-user',
  'status',
  'expires',
  'reason',
  'Job-Command',
];
const LEG_HEADERS = [
  'Unique-ID',
  'Bridge-A-Unique-ID',
  'Bridge-B-Unique-ID',
  'Other-Leg-Unique-ID',
  'variable_last_bridge_to',
];
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** Legs by the order of their first event, so that two runs can be laid beside each other. */
export function legNames(events: readonly EslEvent[]): Map<string, string> {
  const names = new Map<string, string>();
  for (const event of events) {
    const leg = header(event, 'Unique-ID');
    if (leg !== '' && !names.has(leg)) names.set(leg, `leg${names.size}`);
  }
  return names;
}

export interface Comparable {
  /** A leg, `jobs`, or `phones`: what one thread of the switch tells in order. */
  readonly source: string;
  readonly name: string;
  readonly at: number;
  readonly values: Readonly<Record<string, string>>;
  readonly present: ReadonlySet<string>;
}

export function comparable(events: readonly EslEvent[]): Comparable[] {
  const legs = legNames(events);
  const named = (text: string): string => text.replace(UUID, (uuid) => legs.get(uuid) ?? 'uuid');
  return events
    .filter((event) => eventName(event) !== 'HEARTBEAT')
    .map((event) => {
      const values: Record<string, string> = {};
      for (const name of SAME_VALUE) if (event[name] !== undefined) values[name] = header(event, name);
      for (const name of LEG_HEADERS) if (event[name] !== undefined) values[name] = named(header(event, name));
      // A phone that rings at once is told of before the leg's thread has taken its next state.
      if (values['Channel-State'] === 'CS_ROUTING') values['Channel-State'] = 'CS_CONSUME_MEDIA';
      if (event['_body'] !== undefined) values['_body'] = named(header(event, '_body')).trim();
      return {
        source: legs.get(header(event, 'Unique-ID')) ?? (event['Job-UUID'] === undefined ? 'phones' : 'jobs'),
        name: eventName(event),
        at: Number(header(event, 'Event-Date-Timestamp')) / 1000,
        values,
        present: new Set(Object.keys(event)),
      };
    });
}

/** What one source told, as lines that can be compared and read. */
export function linesOf(events: readonly Comparable[], source: string): string[] {
  return events
    .filter((event) => event.source === source)
    .map(({ name, values }) => {
      const { 'Unique-ID': _leg, ...rest } = values;
      return `${name} ${Object.entries(rest)
        .map(([key, value]) => `${key}=${value}`)
        .sort()
        .join(' ')}`;
    });
}

/** Headers of a captured event that the simulated one lacks, event by event of one source. */
export function missingHeaders(
  captured: readonly Comparable[],
  simulated: readonly Comparable[],
  source: string,
): string[] {
  const mine = simulated.filter((event) => event.source === source);
  return captured
    .filter((event) => event.source === source)
    .flatMap((event, index) =>
      [...event.present]
        .filter((name) => !mine[index]?.present.has(name))
        .map((name) => `${source} ${event.name} #${index} lacks ${name}`),
    );
}

/**
 * Order between sources: the switch's threads race within a frame or two (the captures show both orders), so only pairs
 * further apart than this must keep their order.
 */
const RACE_MS = 60;

export function orderMistakes(captured: readonly Comparable[], simulated: readonly Comparable[]): string[] {
  const position = new Map<string, number>();
  const key = (events: readonly Comparable[], index: number): string => {
    const { source } = events[index]!;
    return `${source}#${events.slice(0, index).filter((event) => event.source === source).length}`;
  };
  simulated.forEach((_event, index) => position.set(key(simulated, index), index));
  const mistakes: string[] = [];
  for (let later = 1; later < captured.length; later += 1) {
    const event = captured[later]!;
    const earlier = captured.slice(0, later).findLastIndex((before) => event.at - before.at > RACE_MS);
    if (earlier < 0) continue;
    const [first, second] = [position.get(key(captured, earlier)), position.get(key(captured, later))];
    if (first !== undefined && second !== undefined && first > second)
      mistakes.push(
        `${captured[earlier]!.name} (${captured[earlier]!.source}) must come before ${event.name} (${event.source})`,
      );
  }
  return mistakes;
}

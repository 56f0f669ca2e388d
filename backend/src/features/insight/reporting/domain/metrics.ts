import type { MetricUnit, ReportSubject } from '#contracts';

/** Sums over the rows that a number is made of; a column that nothing was counted in is missing. */
export type Sums = Readonly<Record<string, number>>;

/** How a number opens the interactions behind it: which facts, and which column holds its length. */
export interface Drill {
  readonly facts: 'stays' | 'works' | 'misses' | 'calls' | 'recordings' | 'surveys';
  /** A condition of ours on these facts. */
  readonly where?: string;
  /** Milliseconds of one of them. */
  readonly length?: string;
}

export interface Metric {
  readonly id: string;
  readonly unit: MetricUnit;
  /** Null: there is nothing to divide by. */
  readonly value: (sums: Sums) => number | null;
  readonly drill?: Drill;
}

const of = (sums: Sums, column: string): number => sums[column] ?? 0;
const ratio = (over: number, under: number): number | null => (under === 0 ? null : over / under);
const atMostAll = (part: number | null): number | null => part && Math.min(1, part);
const added = (sums: Sums, columns: readonly string[]): number =>
  columns.reduce((total, column) => total + of(sums, column), 0);

const count = (id: string, column: string, drill?: Drill): Metric => ({
  id,
  unit: 'count',
  value: (sums) => of(sums, column),
  ...(drill && { drill }),
});
const time = (id: string, ...columns: string[]): Metric => ({
  id,
  unit: 'seconds',
  value: (sums) => added(sums, columns) / 1000,
});
const mean = (id: string, columns: readonly string[], each: string): Metric => ({
  id,
  unit: 'seconds',
  value: (sums) => ratio(added(sums, columns) / 1000, of(sums, each)),
});
const share = (id: string, part: readonly string[], whole: readonly string[]): Metric => ({
  id,
  unit: 'share',
  value: (sums) => ratio(added(sums, part), added(sums, whole)),
});

const stays = (where?: string): Drill => ({ facts: 'stays', length: 'f.wait_ms', ...(where && { where }) });
const works = (where?: string): Drill => ({ facts: 'works', length: 'f.active_ms', ...(where && { where }) });
const calls = (where?: string): Drill => ({ facts: 'calls', length: 'f.talk_ms', ...(where && { where }) });

const recordings = (where: string): Drill => ({ facts: 'recordings', length: 'f.duration_ms', where });
const surveys = (where: string): Drill => ({ facts: 'surveys', where });
/** What was recorded, whether it is still kept or not. */
const RECORDED = `f.state in ('stored', 'deleted')`;

const HANDLING = [
  mean('averageTalk', ['active_ms'], 'handled'),
  mean('averageWrapUp', ['wrap_up_ms'], 'handled'),
  mean('aht', ['active_ms', 'wrap_up_ms'], 'handled'),
];
const WORKING = ['busy_ms', 'after_ms'];
const AVAILABLE = ['ready_ms', 'reserved_ms'];

/** Every number of reports, as docs/metrics.md defines it; nobody else counts it. Columns are those of data/figures.ts. */
export const METRICS: Readonly<Record<ReportSubject, readonly Metric[]>> = {
  queues: [
    count('offered', 'offered', stays()),
    count('answered', 'answered', stays(`f.result = 'answered'`)),
    count('abandoned', 'abandoned', stays(`f.result = 'abandoned'`)),
    count('shortAbandoned', 'short_abandoned', stays(`f.result = 'abandoned' and f.wait_ms < 5000`)),
    count('overflowed', 'overflowed', stays(`f.result = 'overflowed'`)),
    count('diverted', 'diverted', stays(`f.result = 'diverted'`)),
    count('answeredInTime', 'in_time', stays('f.in_time')),
    share('serviceLevel', ['in_time'], ['answered', 'abandoned']),
    share('abandonRate', ['abandoned'], ['answered', 'abandoned']),
    mean('asa', ['answer_ms'], 'answered'),
    mean('averageAbandonWait', ['abandon_ms'], 'abandoned'),
    time('longestWait', 'longest_ms'),
    count('handled', 'handled', works()),
    ...HANDLING,
  ],
  agents: [
    time('signedIn', 'ready_ms', 'reserved_ms', 'busy_ms', 'after_ms', 'not_ready_ms'),
    time('ready', 'ready_ms'),
    time('reserved', 'reserved_ms'),
    time('busy', 'busy_ms'),
    time('wrapUp', 'after_ms'),
    time('notReady', 'not_ready_ms'),
    share('occupancy', WORKING, [...WORKING, ...AVAILABLE]),
    count('handled', 'handled', works()),
    count('handledInbound', 'handled_in', works(`f.direction = 'inbound'`)),
    count('handledOutbound', 'handled_out', works(`f.direction = 'outbound'`)),
    count('missed', 'missed', { facts: 'misses' }),
    ...HANDLING,
  ],
  statuses: [
    time('ready', 'ready_ms'),
    time('reserved', 'reserved_ms'),
    time('busy', 'busy_ms'),
    time('wrapUp', 'after_ms'),
    time('notReady', 'not_ready_ms'),
    time('signedIn', 'ready_ms', 'reserved_ms', 'busy_ms', 'after_ms', 'not_ready_ms'),
  ],
  calls: [
    count('calls', 'calls', calls()),
    count('callsAnswered', 'calls_answered', calls('f.answered_at is not null')),
    share('answeredShare', ['calls_answered'], ['calls']),
    time('talk', 'talk_ms'),
    mean('averageTalk', ['talk_ms'], 'calls_answered'),
    mean('averageWait', ['wait_ms'], 'calls'),
  ],
  classifiers: [
    count('classified', 'calls', calls('f.classifier_id is not null')),
    count('successes', 'successes', calls('f.classifier_id in (select id from classifier where success)')),
    share('successShare', ['successes'], ['calls']),
    { id: 'successValue', unit: 'value', value: (sums) => of(sums, 'success_value') },
    mean('averageTalk', ['talk_ms'], 'calls'),
  ],
  recordings: [
    count('recorded', 'recorded', recordings(RECORDED)),
    time('recordedTime', 'recorded_ms'),
    mean('averageRecording', ['recorded_ms'], 'recorded'),
    count('recordingsLost', 'lost', recordings(`f.state = 'lost'`)),
    share('recordingsLostShare', ['lost'], ['recorded', 'lost']),
  ],
  surveys: [
    count('surveysLaunched', 'launched', surveys(`f.state in ('running', 'completed', 'broken-off')`)),
    count('surveysCompleted', 'completed', surveys(`f.state = 'completed'`)),
    share('surveysCompletedShare', ['completed'], ['launched']),
    count('surveysNotLaunched', 'not_launched', surveys(`f.state = 'not-launched'`)),
    count('surveyAnswers', 'answers'),
    { id: 'averageAnswer', unit: 'value', value: (sums) => ratio(of(sums, 'score'), of(sums, 'scored')) },
  ],
  schedules: [
    time('planned', 'planned_ms'),
    time('worked', 'worked_ms'),
    time('workedWithin', 'within_ms'),
    {
      id: 'adherence',
      unit: 'share',
      value: (sums) => atMostAll(ratio(of(sums, 'within_ms'), of(sums, 'planned_ms'))),
    },
    share('conformance', ['worked_ms'], ['planned_ms']),
  ],
};

/** The metrics of one row. */
export const valuesOf = (subject: ReportSubject, sums: Sums): Record<string, number | null> =>
  Object.fromEntries(METRICS[subject].map(({ id, value }) => [id, value(sums)]));

import type { MetricUnit, ReportSubject } from '#contracts';

/** Sums over the rows that a number is made of; a column that nothing was counted in is missing. */
export type Sums = Readonly<Record<string, number>>;

/**
 * How a number opens the interactions behind it: which facts, and which column holds its length. A count opens what it counts, a mean or
 * a share what it is divided by; time of agents opens their stretches of status.
 */
export interface Drill {
  readonly facts: 'stays' | 'works' | 'queueWorks' | 'misses' | 'calls' | 'recordings' | 'surveys' | 'stretches';
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

const count = (id: string, column: string, drill: Drill): Metric => ({
  id,
  unit: 'count',
  value: (sums) => of(sums, column),
  drill,
});
const time = (id: string, columns: readonly string[], drill?: Drill): Metric => ({
  id,
  unit: 'seconds',
  value: (sums) => added(sums, columns) / 1000,
  ...(drill && { drill }),
});
const mean = (id: string, columns: readonly string[], each: string, drill: Drill): Metric => ({
  id,
  unit: 'seconds',
  value: (sums) => ratio(added(sums, columns) / 1000, of(sums, each)),
  drill,
});
const share = (id: string, part: readonly string[], whole: readonly string[], drill: Drill): Metric => ({
  id,
  unit: 'share',
  value: (sums) => ratio(added(sums, part), added(sums, whole)),
  drill,
});

const stays = (where?: string): Drill => ({ facts: 'stays', length: 'f.wait_ms', ...(where && { where }) });
const calls = (where?: string, length = 'f.talk_ms'): Drill => ({ facts: 'calls', length, ...(where && { where }) });
const [TALKED, CLASSIFIED] = [calls('f.answered_at is not null'), 'f.classifier_id is not null'];
const SUCCESSES = calls('f.classifier_id in (select id from classifier where success)');
const [ANSWERED, ABANDONED] = [stays(`f.result = 'answered'`), stays(`f.result = 'abandoned'`)];
const DECIDED = stays(`f.result in ('answered', 'abandoned')`);

const recordings = (where: string): Drill => ({ facts: 'recordings', length: 'f.duration_ms', where });
const surveys = (where: string): Drill => ({ facts: 'surveys', where });
/** What was recorded, whether it is still kept or not. */
const RECORDED = recordings(`f.state in ('stored', 'deleted')`);
const LAUNCHED = surveys(`f.state in ('running', 'completed', 'broken-off')`);
const SURVEY_ANSWERED = surveys('exists (select 1 from survey_answer a where a.run_id = f.id)');

const handling = (facts: 'works' | 'queueWorks'): Metric[] => [
  mean('averageTalk', ['active_ms'], 'handled', { facts, length: 'f.active_ms' }),
  mean('averageWrapUp', ['wrap_up_ms'], 'handled', { facts, length: 'f.wrap_up_ms' }),
  mean('aht', ['active_ms', 'wrap_up_ms'], 'handled', { facts, length: 'f.active_ms + f.wrap_up_ms' }),
];
const works = (where?: string): Drill => ({ facts: 'works', length: 'f.active_ms', ...(where && { where }) });

const stretches = (where: string): Drill => ({ facts: 'stretches', length: 'f.ms', where });
const inStatus = (id: string, column: string, status: string): Metric =>
  time(id, [column], stretches(`f.status = '${status}'`));
const WORKING = ['busy_ms', 'after_ms'];
const AVAILABLE = ['ready_ms', 'reserved_ms'];
const SIGNED_IN = time('signedIn', [...AVAILABLE, ...WORKING, 'not_ready_ms'], stretches('true'));
const STATUSES = [
  inStatus('ready', 'ready_ms', 'ready'),
  inStatus('reserved', 'reserved_ms', 'reserved'),
  inStatus('busy', 'busy_ms', 'busy'),
  inStatus('wrapUp', 'after_ms', 'wrap-up'),
  inStatus('notReady', 'not_ready_ms', 'not-ready'),
];
/** What schedules count as work, of the people who have schedules. */
const WORK = stretches(`f.paid is distinct from false and f.agent_id in (select id from app_user
  where state <> 'deactivated' and role in ('agent', 'supervisor') and extension is not null)`);

/** Every number of reports, as docs/metrics.md defines it; nobody else counts it. Columns are those of data/figures.ts. */
export const METRICS: Readonly<Record<ReportSubject, readonly Metric[]>> = {
  queues: [
    count('offered', 'offered', stays()),
    count('answered', 'answered', ANSWERED),
    count('abandoned', 'abandoned', ABANDONED),
    count('shortAbandoned', 'short_abandoned', stays(`f.result = 'abandoned' and f.wait_ms < 5000`)),
    count('overflowed', 'overflowed', stays(`f.result = 'overflowed'`)),
    count('diverted', 'diverted', stays(`f.result = 'diverted'`)),
    count('answeredInTime', 'in_time', stays('f.in_time')),
    share('serviceLevel', ['in_time'], ['answered', 'abandoned'], DECIDED),
    share('abandonRate', ['abandoned'], ['answered', 'abandoned'], DECIDED),
    mean('asa', ['answer_ms'], 'answered', ANSWERED),
    mean('averageAbandonWait', ['abandon_ms'], 'abandoned', ABANDONED),
    time('longestWait', ['longest_ms'], stays('f.result is not null')),
    count('handled', 'handled', { facts: 'queueWorks', length: 'f.active_ms' }),
    ...handling('queueWorks'),
  ],
  agents: [
    SIGNED_IN,
    ...STATUSES,
    share('occupancy', WORKING, [...WORKING, ...AVAILABLE], stretches(`f.status <> 'not-ready'`)),
    count('handled', 'handled', works()),
    count('handledInbound', 'handled_in', works(`f.direction = 'inbound'`)),
    count('handledOutbound', 'handled_out', works(`f.direction = 'outbound'`)),
    count('missed', 'missed', { facts: 'misses' }),
    ...handling('works'),
  ],
  statuses: [...STATUSES, SIGNED_IN],
  calls: [
    count('calls', 'calls', calls()),
    count('callsAnswered', 'calls_answered', TALKED),
    share('answeredShare', ['calls_answered'], ['calls'], calls()),
    time('talk', ['talk_ms'], TALKED),
    mean('averageTalk', ['talk_ms'], 'calls_answered', TALKED),
    mean('averageWait', ['wait_ms'], 'calls', calls(undefined, 'f.wait_ms')),
  ],
  classifiers: [
    count('classified', 'calls', calls(CLASSIFIED)),
    count('successes', 'successes', SUCCESSES),
    share('successShare', ['successes'], ['calls'], calls(CLASSIFIED)),
    { id: 'successValue', unit: 'value', value: (sums) => of(sums, 'success_value'), drill: SUCCESSES },
    mean('averageTalk', ['talk_ms'], 'calls_answered', calls(`${CLASSIFIED} and f.answered_at is not null`)),
  ],
  recordings: [
    count('recorded', 'recorded', RECORDED),
    time('recordedTime', ['recorded_ms'], RECORDED),
    mean('averageRecording', ['recorded_ms'], 'recorded', RECORDED),
    count('recordingsLost', 'lost', recordings(`f.state = 'lost'`)),
    share(
      'recordingsLostShare',
      ['lost'],
      ['recorded', 'lost'],
      recordings(`f.state in ('stored', 'deleted', 'lost')`),
    ),
  ],
  surveys: [
    count('surveysLaunched', 'launched', LAUNCHED),
    count('surveysCompleted', 'completed', surveys(`f.state = 'completed'`)),
    share('surveysCompletedShare', ['completed'], ['launched'], LAUNCHED),
    count('surveysNotLaunched', 'not_launched', surveys(`f.state = 'not-launched'`)),
    count('surveyAnswers', 'answers', SURVEY_ANSWERED),
    {
      id: 'averageAnswer',
      unit: 'value',
      value: (sums) => ratio(of(sums, 'score'), of(sums, 'scored')),
      drill: SURVEY_ANSWERED,
    },
  ],
  schedules: [
    time('planned', ['planned_ms']),
    time('worked', ['worked_ms'], WORK),
    time('workedWithin', ['within_ms'], WORK),
    {
      id: 'adherence',
      unit: 'share',
      value: (sums) => atMostAll(ratio(of(sums, 'within_ms'), of(sums, 'planned_ms'))),
      drill: WORK,
    },
    share('conformance', ['worked_ms'], ['planned_ms'], WORK),
  ],
};

/** The metrics of one row. */
export const valuesOf = (subject: ReportSubject, sums: Sums): Record<string, number | null> =>
  Object.fromEntries(METRICS[subject].map(({ id, value }) => [id, value(sums)]));

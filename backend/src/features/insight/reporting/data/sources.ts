import type { ReportKey, ReportSubject } from '#contracts';
import { HOUR, sliced } from './slots';

/** One table, by hours or of facts, with the columns that a report adds up. `$1` and `$2` limit its slots, `$3` is now. */
export interface Source {
  /** SQL behind FROM, named `s`, with a column `slot` in milliseconds. */
  readonly from: string;
  readonly keys: Partial<Readonly<Record<ReportKey, string>>>;
  /** Columns that filters by queue and agent apply to. */
  readonly queue?: string;
  readonly agent?: string;
  /** By what a supervisor's view cuts it: a call is his by its queue or by its agent. */
  readonly seenBy: 'queue' | 'agent' | 'either';
  /** Name of each sum, and its SQL. */
  readonly sums: Readonly<Record<string, string>>;
}

const sum = (...names: string[]) => Object.fromEntries(names.map((name) => [name, `sum(s.${name})`]));

/** A moment of a table as milliseconds. */
const at = (column: string): string => `(extract(epoch from ${column}) * 1000)::bigint`;
const during = (column: string): string =>
  `${column} >= to_timestamp($1 / 1000.0) and ${column} < to_timestamp($2 / 1000.0)`;

const cut = (column: string, width: number) => `${column} - ${column} % ${width} as slot`;

const within = (column: string) => `${column} >= $1 and ${column} < $2`;

/** Facts with the columns of `queue_hour`. */
const STAYS = (width: number) => `(select ${cut('entered_at', width)}, queue_id, 1 as offered,
    (result = 'answered')::int as answered, (result = 'abandoned')::int as abandoned,
    (result = 'abandoned' and wait_ms < 5000)::int as short_abandoned, (result = 'overflowed')::int as overflowed,
    (result = 'diverted')::int as diverted, in_time::int as in_time,
    case result when 'answered' then wait_ms end as answer_ms, case result when 'abandoned' then wait_ms end as abandon_ms,
    wait_ms as longest_ms from stay_fact where ${within('entered_at')}) s`;

/** Hours, or facts with their columns. */
const WORKS = (width: number): string =>
  width === HOUR
    ? `select * from work_hour where ${within('slot')}`
    : `select ${cut('began_at', width)}, agent_id, queue_id, direction, 1 as handled, active_ms, wrap_up_ms
       from work_fact where ${within('began_at')}`;

/** Facts with the columns of `status_hour`; a stretch that began before the period reaches into it (none is longer than a week). */
const STRETCHES = (
  width: number,
) => `select p.slot, f.agent_id, f.status, coalesce(f.reason, '') as reason, p.ms from agent_stretch f
    cross join lateral ${sliced({ since: at('f.since'), until: at('f.until'), width })} p
    where f.status <> 'offline' and f.since >= to_timestamp(($1::bigint - ${168 * HOUR}) / 1000.0) and f.since < to_timestamp($2 / 1000.0)`;

/** The stretch of each agent that still runs. */
const RUNNING = (
  width: number,
) => `select p.slot, v.agent_id, v.status, coalesce(v.reason, '') as reason, p.ms from agent_view v
    cross join lateral ${sliced({ since: 'v.since', until: '$3::bigint', width })} p where v.status <> 'offline' and v.since < $3::bigint`;

const spent = (status: string) => `sum(s.ms) filter (where s.status = '${status}')`;

const statuses = (width: number): Source => ({
  from: `(${width === HOUR ? 'select slot, agent_id, status, reason, ms from status_hour where slot >= $1 and slot < $2' : STRETCHES(width)} union all ${RUNNING(width)}) s`,
  keys: { agent: 's.agent_id::text', status: `s.status || case s.reason when '' then '' else ':' || s.reason end` },
  agent: 'agent_id',
  seenBy: 'agent',
  sums: {
    ready_ms: spent('ready'),
    reserved_ms: spent('reserved'),
    busy_ms: spent('busy'),
    after_ms: spent('wrap-up'),
    not_ready_ms: spent('not-ready'),
  },
});

const works = (width: number): Source => ({
  from: `(${WORKS(width)}) s`,
  keys: { agent: 's.agent_id::text', queue: 's.queue_id::text' },
  queue: 'queue_id',
  agent: 'agent_id',
  seenBy: 'agent',
  sums: {
    ...sum('handled', 'active_ms', 'wrap_up_ms'),
    handled_in: `sum(s.handled) filter (where s.direction = 'inbound')`,
    handled_out: `sum(s.handled) filter (where s.direction = 'outbound')`,
  },
});

/** Work that came through a queue; in hours the others have a queue of zeros. */
const queueWorks = (width: number): Source => ({
  ...works(width),
  from: `(select * from (${WORKS(width)}) w where queue_id <> '00000000-0000-0000-0000-000000000000') s`,
  seenBy: 'queue',
});

const misses = (width: number): Source => ({
  from:
    width === HOUR
      ? 'miss_hour s'
      : `(select ${cut('at', width)}, agent_id, 1 as missed from miss_fact where ${within('at')}) s`,
  keys: { agent: 's.agent_id::text' },
  agent: 'agent_id',
  seenBy: 'agent',
  sums: sum('missed'),
});

const stays = (width: number): Source => ({
  from: width === HOUR ? 'queue_hour s' : STAYS(width),
  keys: { queue: 's.queue_id::text' },
  queue: 'queue_id',
  seenBy: 'queue',
  sums: {
    ...sum('offered', 'answered', 'abandoned', 'short_abandoned', 'overflowed', 'diverted', 'in_time'),
    ...sum('answer_ms', 'abandon_ms'),
    longest_ms: 'max(s.longest_ms)',
  },
});

/** A survey after the conversation goes on under a call of its own, which is no other call. */
const calls = (width: number, only = ''): Source => ({
  from: `(select ${cut(at('c.started_at'), width)}, c.*, k.success, k.success_value from call c left join classifier k on k.id = c.classifier_id
    where c.continues is null and ${during('c.started_at')} ${only}) s`,
  keys: {
    direction: 's.direction',
    outcome: `coalesce(s.outcome, 'open')`,
    queue: 's.queue_id::text',
    agent: 's.agent_id::text',
    classifier: 's.classifier_id::text',
  },
  queue: 'queue_id',
  agent: 'agent_id',
  seenBy: 'either',
  sums: {
    calls: 'count(*)',
    calls_answered: 'count(s.answered_at)',
    ...sum('talk_ms', 'wait_ms'),
    successes: 'count(*) filter (where s.success)',
    success_value: 'sum(s.success_value)',
  },
});

const recordings = (width: number): Source => ({
  from: `(select ${cut(at('r.started_at'), width)}, r.state, r.reason, r.duration_ms, c.queue_id, c.agent_id
    from recording r join call c on c.id = r.call_id where r.state in ('stored', 'deleted', 'lost') and ${during('r.started_at')}) s`,
  keys: {
    queue: 's.queue_id::text',
    agent: 's.agent_id::text',
    reason: `case s.state when 'lost' then s.reason else 'stored' end`,
  },
  queue: 'queue_id',
  agent: 'agent_id',
  seenBy: 'either',
  sums: {
    recorded: `count(*) filter (where s.state <> 'lost')`,
    recorded_ms: `sum(s.duration_ms) filter (where s.state <> 'lost')`,
    lost: `count(*) filter (where s.state = 'lost')`,
  },
});

/** Answers that are numbers: keys pressed on a scale. */
const NUMBERS = `a.value ~ '^[0-9]{1,4}$'`;

const surveys = (width: number): Source => ({
  from: `(select ${cut(at('r.at'), width)}, r.state, r.survey_id, r.queue_id, r.agent_id, n.answers, n.score, n.scored
    from survey_run r cross join lateral (select count(*) as answers, sum(a.value::int) filter (where ${NUMBERS}) as score,
      count(*) filter (where ${NUMBERS}) as scored from survey_answer a where a.run_id = r.id) n where ${during('r.at')}) s`,
  keys: { survey: 's.survey_id::text', queue: 's.queue_id::text', agent: 's.agent_id::text' },
  queue: 'queue_id',
  agent: 'agent_id',
  seenBy: 'either',
  sums: {
    launched: `count(*) filter (where s.state in ('running', 'completed', 'broken-off'))`,
    completed: `count(*) filter (where s.state = 'completed')`,
    not_launched: `count(*) filter (where s.state = 'not-launched')`,
    ...sum('answers', 'score', 'scored'),
  },
});

/** The tables of a subject: by hours when `width` is an hour, facts when it is less. */
export function sourcesOf(subject: ReportSubject, width: number): readonly Source[] {
  switch (subject) {
    case 'queues':
      return [stays(width), queueWorks(width)];
    case 'agents':
      return [statuses(width), works(width), misses(width)];
    case 'statuses':
      return [statuses(width)];
    case 'calls':
      return [calls(width)];
    case 'classifiers':
      return [calls(width, 'and c.classifier_id is not null')];
    case 'recordings':
      return [recordings(width)];
    case 'surveys':
      return [surveys(width)];
    case 'schedules':
      return []; // kept by work/calendar, day by day
  }
}

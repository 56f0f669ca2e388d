import type { ReportingView } from './table';

const hourOf = (column: string): string => `date_trunc('hour', ${column}, 'UTC')`;

const among = (result: string): string => `count(*) filter (where result = '${result}')`;
const waited = (result: string): string => `coalesce(sum(wait_ms) filter (where result = '${result}'), 0)::bigint`;

/** The sums by hour that the console's reports are made of: whoever adds these up gets the console's numbers. */
export const VIEWS: readonly ReportingView[] = [
  {
    name: 'queue_hour',
    means: 'Stays in queues by hour, each in the hour in which it began.',
    from: 'reporting.queue_stay',
    grouped: 2,
    columns: [
      { name: 'queue_id', is: 'queue_id', means: 'queue' },
      { name: 'hour', is: hourOf('entered_at'), means: 'Beginning of the hour' },
      { name: 'offered', is: 'count(*)', means: 'Stays that began' },
      { name: 'answered', is: among('answered'), means: 'Answered by an agent' },
      { name: 'abandoned', is: among('abandoned'), means: 'Given up' },
      {
        name: 'short_abandoned',
        is: `count(*) filter (where result = 'abandoned' and wait_ms < 5000)`,
        means: 'Given up within 5 seconds',
      },
      { name: 'overflowed', is: among('overflowed'), means: 'Sent on by the queue' },
      { name: 'diverted', is: among('diverted'), means: 'Went on as a callback' },
      { name: 'answered_in_time', is: 'count(*) filter (where in_time)', means: 'Answered within the service level' },
      { name: 'answer_ms', is: waited('answered'), means: 'Waiting of those who were answered, milliseconds' },
      { name: 'abandon_ms', is: waited('abandoned'), means: 'Waiting of those who gave up, milliseconds' },
      { name: 'longest_ms', is: 'coalesce(max(wait_ms), 0)', means: 'The longest wait, milliseconds' },
    ],
  },
  {
    name: 'agent_work_hour',
    means: 'Interactions handled by hour, each in the hour in which it began.',
    from: 'reporting.agent_work',
    grouped: 4,
    columns: [
      { name: 'agent_id', is: 'agent_id', means: 'agent' },
      { name: 'queue_id', is: 'queue_id', means: 'queue; null: none' },
      { name: 'direction', is: 'direction', means: 'Of the call' },
      { name: 'hour', is: hourOf('began_at'), means: 'Beginning of the hour' },
      { name: 'handled', is: 'count(*)', means: 'Interactions' },
      { name: 'active_ms', is: 'sum(active_ms)::bigint', means: 'Talking, milliseconds' },
      { name: 'wrap_up_ms', is: 'sum(wrap_up_ms)::bigint', means: 'After-call work, milliseconds' },
    ],
  },
  {
    name: 'agent_status_hour',
    means: 'Time in each status by hour: a stretch is cut at full hours.',
    from: `reporting.agent_status s cross join lateral (
      select begin, least(begin + interval '1 hour', s.since + s.duration_ms * interval '1 millisecond') - greatest(begin, s.since) as part
      from generate_series(${hourOf('s.since')}, s.since + s.duration_ms * interval '1 millisecond', interval '1 hour') as g (begin)
      where begin < s.since + s.duration_ms * interval '1 millisecond') h`,
    grouped: 4,
    columns: [
      { name: 'agent_id', is: 's.agent_id', means: 'agent' },
      { name: 'status', is: 's.status', means: 'As agent_status.status' },
      { name: 'reason', is: 's.reason', means: 'As agent_status.reason' },
      { name: 'hour', is: 'h.begin', means: 'Beginning of the hour' },
      {
        name: 'milliseconds',
        is: 'round(sum(extract(epoch from h.part) * 1000))::bigint',
        means: 'Time in this status, milliseconds',
      },
    ],
  },
];

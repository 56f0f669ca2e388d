import type { Migration } from './migration';

/** Work of each agent as spans, so that adherence over a year reads some spans a day and not every change of a status. */
export const migration: Migration = {
  breaking: true,
  up: [
    `create table agent_work_span (
       agent_id uuid not null,
       since timestamptz not null,
       until timestamptz not null check (until > since),
       primary key (agent_id, since)
     )`,
    `comment on table agent_work_span is 'From when to when each agent worked: stretches that join, signed in and on no unpaid break'`,
    `create index agent_work_span_until on agent_work_span (agent_id, until)`,
    `insert into agent_work_span (agent_id, since, until)
       select agent_id, min(since), max(until) from (
         select agent_id, since, until, sum(begins) over (partition by agent_id order by since, position) as span from (
           select s.agent_id, s.since, s.until, s.position,
             (lag(s.until) over (partition by s.agent_id order by s.since, s.position) is distinct from s.since)::int as begins
           from agent_stretch s left join agent_break b on b.id = s.break_id where s.status <> 'offline' and b.paid is distinct from false
         ) work
       ) numbered group by agent_id, span
       on conflict do nothing`,
  ],
};

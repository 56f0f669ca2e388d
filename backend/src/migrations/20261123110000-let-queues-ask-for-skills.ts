import type { Migration } from './migration';

/** Skills of agents and queues, weights in steps, relaxation, hours, overflow, expected waits and what they were worth. */
export const migration: Migration = {
  breaking: false,
  up: [
    `create table skill (
       id uuid primary key,
       name text not null,
       version integer not null default 1
     )`,
    `create unique index skill_name on skill (lower(name))`,
    `create table agent_skill (
       agent_id uuid not null references app_user on delete cascade,
       skill_id uuid not null references skill,
       level integer not null check (level between 1 and 10),
       primary key (agent_id, skill_id)
     )`,
    `create index agent_skill_skill on agent_skill (skill_id)`,
    `create table queue_skill (
       queue_id uuid not null references queue on delete cascade,
       skill_id uuid not null references skill,
       place integer not null,
       level integer not null check (level between 1 and 10),
       mandatory boolean not null,
       weight double precision not null check (weight >= 0),
       primary key (queue_id, skill_id)
     )`,
    `create index queue_skill_skill on queue_skill (skill_id)`,
    `create table queue_overflow (
       queue_id uuid not null references queue on delete cascade,
       place integer not null,
       condition text not null,
       threshold integer check (threshold > 0),
       target text not null check (target in ('queue', 'number', 'flow', 'voicemail', 'hang-up')),
       target_queue_id uuid references queue check ((target = 'queue') = (target_queue_id is not null)),
       target_value text,
       primary key (queue_id, place),
       check (target_queue_id <> queue_id)
     )`,
    `comment on column queue_overflow.target_value is 'A number, a flow''s id or what is said before the end, as the target wants'`,
    `create index queue_overflow_target on queue_overflow (target_queue_id) where target_queue_id is not null`,
    `alter table queue alter column priority drop not null`,
    `alter table queue
       add column ranking text not null default 'strategy' check (ranking in ('strategy', 'closest-skills')),
       add column rings jsonb not null default '[]',
       add column slopes jsonb not null default '[]',
       add column weight_cap integer check (weight_cap >= 0),
       add column keep_relationship boolean not null default false,
       add column last_agent_seconds integer not null default 20 check (last_agent_seconds > 0),
       add column hours jsonb,
       add column announce_wait boolean not null default false`,
    `comment on column queue.priority is 'Base weight; null takes the channel''s'`,
    `alter table work_channel add column priority integer not null default 100`,
    `alter table work_item
       add column requirements jsonb not null default '[]',
       add column affinity jsonb,
       add column language text,
       add column via uuid[] not null default '{}',
       add column entered_at bigint`,
    `comment on column work_item.via is 'Queues that it overflowed from'`,
    `comment on column work_item.entered_at is 'When it came into this queue; null: with queued_at'`,
    `create table wait_estimate (
       work_id uuid primary key,
       queue_id uuid not null references queue on delete cascade,
       day date not null,
       made_at bigint not null,
       position integer not null,
       expected_ms bigint not null,
       actual_ms bigint
     )`,
    `comment on table wait_estimate is 'What each caller was to expect when he began to wait, and how long he waited until somebody answered'`,
    `create index wait_estimate_day on wait_estimate (queue_id, day) where actual_ms is not null`,
    `create table queue_pace (
       queue_id uuid primary key references queue on delete cascade,
       handling_ms double precision,
       place_ms double precision,
       position bigint not null default 0
     )`,
    `comment on column queue_pace.place_ms is 'How much longer one waits behind one more caller, as estimated last'`,
    `comment on column queue_pace.position is 'The journal entry that handling_ms knows last'`,
    `comment on table queue_pace is 'How long an agent is taken by one item of the queue, from the answer to the end of after-call work, as an exponential mean'`,
    `create function work_weight(base double precision, slope double precision, slopes jsonb, cap double precision, waited double precision)
       returns double precision language sql immutable parallel safe return
       least(coalesce(cap, 'infinity'), base + slope * least(greatest(waited, 0), coalesce((slopes->0->>'afterSeconds')::double precision, 'infinity'))
         + coalesce((select sum((s.step->>'slopePerSecond')::double precision * greatest(0, least(greatest(waited, 0),
             coalesce((slopes->(s.at::int)->>'afterSeconds')::double precision, 'infinity')) - (s.step->>'afterSeconds')::double precision))
           from jsonb_array_elements(slopes) with ordinality as s(step, at)), 0))`,
    `comment on function work_weight is 'weight(t) of a waiting item: see work/routing'`,
    `create function work_position(work uuid, at bigint) returns integer language sql stable parallel safe return (
       select 1 + count(o.work_id)::int
       from work_item w join queue q on q.id = w.queue_id left join work_channel c on c.channel = w.channel
       left join work_item o on o.queue_id = w.queue_id and o.state in ('waiting', 'offered') and o.work_id <> w.work_id
         and (work_weight(coalesce(w.priority, q.priority, c.priority, 100), q.slope_per_second, q.slopes, q.weight_cap,
                (greatest(at, w.queued_at, o.queued_at) - w.queued_at) / 1000.0), o.queued_at, o.work_id)
           < (work_weight(coalesce(o.priority, q.priority, c.priority, 100), q.slope_per_second, q.slopes, q.weight_cap,
                (greatest(at, w.queued_at, o.queued_at) - o.queued_at) / 1000.0), w.queued_at, w.work_id)
       where w.work_id = work and w.state in ('waiting', 'offered') group by w.work_id)`,
    `comment on function work_position is 'Place in its queue from 1, by the order in which it will be served as far as weights say'`,
  ],
};

import type { Migration } from './migration';

/** Stretches of status were kept twice, for adherence and for reports; now once, under the position of the event that closed them. */
export const migration: Migration = {
  breaking: true,
  up: [
    `alter table agent_stretch add column position bigint, add column counted boolean not null default false`,
    `update agent_stretch s set position = j.position from journal j
       where j.type = 'AgentStatusChanged' and j.stream = 'agent-' || s.agent_id and (j.data ->> 'durationMs')::bigint > 0
         and (j.data ->> 'since')::bigint = (extract(epoch from s.since) * 1000)::bigint`,
    // A row that no event of the journal explains keeps its place before all of them.
    `update agent_stretch set position = -id where position is null`,
    `update agent_stretch s set counted = true from status_fact f where f.position = s.position`,
    `drop index agent_stretch_agent, agent_stretch_since`,
    `alter table agent_stretch drop column id, add primary key (position)`,
    `create index agent_stretch_agent on agent_stretch (agent_id, since, position)`,
    `create index agent_stretch_since on agent_stretch (since, position)`,
    `comment on column agent_stretch.position is 'Of the event in the journal that closed it'`,
    `comment on column agent_stretch.counted is 'It is in status_hour; what an agent was while signed out is never counted'`,
    `drop table status_fact`,
  ],
};

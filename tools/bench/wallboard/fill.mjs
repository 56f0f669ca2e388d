import { idOf } from '../recordings/fill.mjs';

/** Agents with the demo's password; `{ id, login, password }` of each. */
export async function peopleFrom(client, { agents, domain, password }) {
  const people = Array.from({ length: agents }, (_, at) => ({
    id: idOf('02a', at),
    login: `bench${at}@${domain}`,
    password,
  }));
  for (const [at, { id, login }] of people.entries()) {
    await client.query(
      `insert into app_user (id, subject, login, first_name, last_name, email, role, state, extension, language, created_at)
       values ($1::uuid, $1::uuid::text, $2, 'Bench', $3, $2, 'agent', 'active', $4, 'pl', now())`,
      [id, login, String(at), String(7000 + at)],
    );
    await client.query(
      `insert into idp_account (subject, login, email, first_name, last_name, role, enabled, password_hash)
       select $1::uuid, $2, $2, 'Bench', $3, 'agent', true, password_hash from idp_account where role = 'agent' and password_hash is not null limit 1`,
      [id, login, String(at)],
    );
  }
  return people;
}

/** What a wall shows of queues, read from the tables. */
export const SQL_WALL = `
  select q.id, count(*) filter (where v.status = 'ready')::int as ready,
    count(*) filter (where v.status in ('reserved', 'busy', 'wrap-up'))::int as busy,
    count(*) filter (where v.status <> 'offline')::int as signed_in,
    (select count(*)::int from stay_fact f where f.queue_id = q.id and f.entered_at >= extract(epoch from date_trunc('day', now() at time zone 'Europe/Warsaw') at time zone 'Europe/Warsaw') * 1000) as offered
  from queue q left join queue_agent a on a.queue_id = q.id left join agent_view v on v.agent_id = a.agent_id
  where q.id = any($1::uuid[]) group by q.id`;

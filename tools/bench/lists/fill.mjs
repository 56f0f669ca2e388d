import { idOf } from '../recordings/fill.mjs';

export const CAMPAIGN = idOf('01f', 1);
const SOURCE = idOf('01e', 1);
const id = (pad) => `('00000000-0000-4000-8${pad}-' || lpad(n::text, 12, '0'))::uuid`;
const among = (table) => `(select array_agg(id) from ${table})`;

/** Rows by plain SQL in a demo company; foreign keys hold, triggers are off meanwhile. */
const STATEMENTS = (rows) => [
  `insert into contact (id, first_name, last_name, company, phones, emails, note, created_at, updated_at)
   select ${id('01b')}, (array['Anna','Jan','Ewa','Piotr'])[1 + n % 4], (array['Nowak','Kowalski','Wójcik','Zieliński'])[1 + n % 4] || n % 9973,
     '', array['+48' || 600000000 + n], '{}', '', now(), now() from generate_series(1, ${rows}) n`,
  `insert into campaign (id, name, kind, state, priority, settings) values ('${CAMPAIGN}', 'Bench', 'preview', 'draft', 0, '{}')`,
  `insert into record_source (id, campaign_id, kind, name, created_at) values ('${SOURCE}', '${CAMPAIGN}', 'import', 'list', now())`,
  `insert into record (id, contact_id, campaign_id, source_id, created_at, updated_at)
   select ${id('01d')}, ${id('01b')}, '${CAMPAIGN}', '${SOURCE}', now(), now() from generate_series(1, ${rows}) n`,
  `insert into call (id, node_id, direction, state, number, contact_id, queue_id, agent_id, offered_to, participants, started_at, ended_at, state_since,
     muted, recording, outcome, classifier_required, wait_ms, talk_ms, wrap_up_ms)
   select ${id('01c')}, 'bench', 'inbound', 'ended', '+48' || 600000000 + n, ${id('01b')}, q.a[1 + n % cardinality(q.a)], u.a[1 + n % cardinality(u.a)], '{}',
     array[u.a[1 + n % cardinality(u.a)]], s.at, s.at + interval '3 minutes', s.at, false, 'off', 'answered', false, 5000, 120000, 10000
   from generate_series(1, ${rows}) n, (select ${among('queue')} as a) q, (select ${among('app_user')} as a) u,
     lateral (select now() - n * interval '1 minute' as at) s`,
  `insert into recording (id, call_id, path, started_at, duration_ms, state, direction, number, contact_id, queue_id, agent_id, participants)
   select ${id('01a')}, c.id, 'bench/' || n, c.started_at, 120000, 'stored', c.direction, c.number, c.contact_id, c.queue_id, c.agent_id, c.participants
   from (select row_number() over () as n, * from call where node_id = 'bench') c`,
];

export async function fillLists(client, rows) {
  await client.query('set session_replication_role = replica');
  for (const statement of STATEMENTS(rows)) await client.query(statement);
  await client.query('set session_replication_role = default');
  await client.query('vacuum analyze');
}

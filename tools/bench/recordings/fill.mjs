/** Sizes of a large centre: 130 agents in 20 queues, and people who call more than once. */
export const AGENTS = 130;
export const QUEUES = 20;
export const CAMPAIGNS = 10;
export const CLASSIFIERS = 30;
const CONTACTS = 50_000;

/** An id that is known by its number: `pad` keeps tables apart. */
export const idOf = (pad, number) => `00000000-0000-4000-8${pad}-${String(number).padStart(12, '0')}`;
const sqlId = (pad, number) => `('00000000-0000-4000-8${pad}-' || lpad((${number})::text, 12, '0'))::uuid`;
const pick = (salt, among) => `(hashint4extended(n, ${salt}) & 2147483647) % ${among}`;

/** Rows by plain SQL; foreign keys and triggers are off meanwhile, so that no million of calls has to be there. */
const STATEMENTS = (rows) => [
  `insert into app_user (id, subject, login, first_name, last_name, email, role, state, language, created_at)
   select ${sqlId('00a', 'n')}, n, 'a' || n, 'Agent', 'Nr ' || n, 'a' || n, 'agent', 'active', 'pl', now() from generate_series(0, ${AGENTS - 1}) n`,
  `insert into classifier (id, name, success, active) select ${sqlId('00c', 'n')}, 'Wynik ' || n, true, true from generate_series(0, ${CLASSIFIERS - 1}) n`,
  `insert into contact (id, first_name, last_name, company, phones, emails, note, created_at, updated_at)
   select ${sqlId('00b', 'n')}, (array['Anna','Jan','Ewa','Piotr','Zofia','Adam'])[1 + ${pick(1, 6)}],
     (array['Nowak','Kowalski','Wójcik','Lewandowska','Zieliński'])[1 + ${pick(2, 5)}] || case when ${pick(3, 3)} = 0 then '' else '-' || n % 700 end,
     '', array['+48' || 500000000 + n], '{}', '', now(), now() from generate_series(0, ${CONTACTS - 1}) n`,
  `insert into recording (id, call_id, path, started_at, duration_ms, state, reason, direction, number, contact_id, queue_id, agent_id, participants,
     classifier_id, campaign_id, held, tags, hold_reason)
   select id, id, id::text, started_at, duration_ms, state, case when state in ('lost', 'skipped') then (array['storage-full','no-file','rule-never'])[1 + n % 3] end,
     direction, number, contact_id, queue_id, agent_id, array[agent_id], classifier_id, campaign_id, held, tags, kept
   from (select n, ${sqlId('00d', 'n')} as id, now() - (n::float8 / ${rows}) * interval '730 days' as started_at,
       1000 * (5 + ${pick(4, 900)} + case when ${pick(5, 50)} = 0 then 2400 else 0 end) as duration_ms,
       case ${pick(6, 100)} when 0 then 'lost' when 1 then 'skipped' when 2 then 'deleted' else 'stored' end as state,
       case when ${pick(7, 3)} = 0 then 'outbound' else 'inbound' end as direction, '+48' || 500000000 + ${pick(8, CONTACTS)} as number,
       ${sqlId('00b', pick(8, CONTACTS))} as contact_id, ${sqlId('00e', pick(9, QUEUES))} as queue_id, ${sqlId('00a', pick(10, AGENTS))} as agent_id,
       ${sqlId('00c', pick(11, CLASSIFIERS))} as classifier_id, case when ${pick(7, 3)} = 0 then ${sqlId('00f', pick(12, CAMPAIGNS))} end as campaign_id,
       ${pick(13, 8)} = 0 as held, case ${pick(14, 200)} when 0 then array['reklamacja'] when 1 then array['szkolenie', 'vip'] else '{}' end as tags,
       case when ${pick(15, 5000)} = 0 then 'Spór' end as kept
     from generate_series(1, ${rows}) n) made`,
  `insert into recording_comment (id, recording_id, at_ms, text, author_id, written_at)
   select gen_random_uuid(), ${sqlId('00d', 'n')}, 1000, 'Uwaga ' || n || case when ${pick(16, 50)} = 0 then ' numer umowy' else '' end, ${sqlId('00a', '0')}, now()
   from generate_series(1, ${rows}, 10) n`,
  `insert into recording_group (id, name, created_by, created_at) values ('${idOf('010', 1)}', 'Szkolenie', '${idOf('00a', 0)}', now())`,
  `insert into recording_in_group select '${idOf('010', 1)}', ${sqlId('00d', 'n')} from generate_series(1, ${rows}, 2000) n`,
  `analyze`,
];

export async function fill(dataSource, rows) {
  const runner = dataSource.createQueryRunner();
  try {
    await runner.query(`set session_replication_role = replica`);
    await runner.query(`set statement_timeout = 0`);
    for (const statement of STATEMENTS(rows)) await runner.query(statement);
    await runner.query(`vacuum analyze recording`);
    await runner.query(`set session_replication_role = default`);
  } finally {
    await runner.release();
  }
}

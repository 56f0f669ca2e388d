import { compiled } from '../reference/compiled.mjs';
import { AGENTS, CAMPAIGNS, CLASSIFIERS, fill, idOf, QUEUES } from './recordings/fill.mjs';
import { figure, percentile } from './support/figures.mjs';
import { openHouse, timed } from './support/house.mjs';

const ROWS = Number(process.env['CENTRALA_BENCH_ROWS'] ?? 1_000_000);
const SEED = Number(process.env['CENTRALA_BENCH_SEED'] ?? 1);
const ROUNDS = 20;
const LIMIT = 50;
const BAR_MS = 200;

/** One search for each criterion, with the shortest SQL that gives the same rows. */
function searches(among) {
  const day = (back) => new Date(Date.now() - back * 86_400_000).toISOString();
  const [agentId, queueId] = [idOf('00a', among(AGENTS)), idOf('00e', among(QUEUES))];
  const [campaignId, classifierId] = [idOf('00f', among(CAMPAIGNS)), idOf('00c', among(CLASSIFIERS))];
  const number = String(500_000_000 + among(50_000));
  const back = among(700);
  return {
    newest: [{}, 'true', []],
    day: [{ from: day(back + 1), to: day(back) }, 'started_at >= $1 and started_at < $2', [day(back + 1), day(back)]],
    agent: [{ agentId }, 'agent_id = $1', [agentId]],
    queue: [{ queueId }, 'queue_id = $1', [queueId]],
    campaign: [{ campaignId }, 'campaign_id = $1', [campaignId]],
    classifier: [{ classifierId }, 'classifier_id = $1', [classifierId]],
    'agent and queue': [{ agentId, queueId }, 'agent_id = $1 and queue_id = $2', [agentId, queueId]],
    number: [{ search: number }, `number = '+48' || $1`, [number]],
    'part of a number': [{ search: number.slice(3) }, `number like '%' || $1`, [number.slice(3)]],
    contact: [{ contactId: idOf('00b', among(50_000)) }, `number = $1`, [`+48${number}`]],
    'name of a contact': [
      { search: `Nowak-${among(700)}` },
      `contact_id in (select id from contact where last_name = $1)`,
      [`Nowak-${among(700)}`],
    ],
    'words of a comment': [
      { comment: 'numer umowy' },
      `id in (select recording_id from recording_comment where text like $1)`,
      ['%numer umowy%'],
    ],
    length: [{ minSeconds: 3200 }, 'duration_ms >= $1', [3_200_000]],
    tag: [{ tag: 'reklamacja' }, 'tags @> array[$1]', ['reklamacja']],
    group: [
      { groupId: idOf('010', 1) },
      'id in (select recording_id from recording_in_group where group_id = $1)',
      [idOf('010', 1)],
    ],
    reason: [{ reason: ['no-file'] }, 'reason = $1', ['no-file']],
    'with hold': [{ held: true, agentId }, 'held and agent_id = $1', [agentId]],
    'legal hold': [{ legalHold: true }, 'hold_reason is not null', []],
    deleted: [{ state: ['deleted'] }, 'state = $1', ['deleted']],
  };
}

/** Eight people and two queues in view of a supervisor. */
const scope = (among) => ({
  userId: idOf('00a', 0),
  supervised: {
    groupIds: new Set(),
    userIds: new Set(Array.from({ length: 8 }, () => idOf('00a', among(AGENTS)))),
    queueIds: new Set([idOf('00e', among(QUEUES)), idOf('00e', among(QUEUES))]),
  },
});

/** Medians of the first and of the last of a thousand pages, asked for in turns, so that both meet the same machine. */
async function deep(views) {
  let after;
  for (let page = 1; page < 1000; page += 1) {
    const { next } = await views.page({ limit: LIMIT, after }, null);
    if (next === null) break;
    after = next;
  }
  const [first, last] = [[], []];
  for (let turn = 0; turn < ROUNDS; turn += 1) {
    first.push(await timed(() => views.page({ limit: LIMIT }, null)));
    last.push(await timed(() => views.page({ limit: LIMIT, after }, null)));
  }
  return { first: percentile(first, 0.5), last: percentile(last, 0.5) };
}

export const bench = {
  name: 'recordings',
  title: `search among ${ROWS} recordings, ${ROUNDS} searches for each criterion`,
  seeds: String(SEED),
  peer: 'the shortest SQL that finds the same rows, on the same tables and indexes',
  async run({ databaseUrl }) {
    const house = await openHouse(databaseUrl);
    try {
      await fill(house.dataSource, ROWS);
      const { RecordingViews } = compiled('features/voice/recordings/data/recording.view.js');
      const views = new RecordingViews(house.database);
      const { seedRandomness, nextInteger } = compiled('kernel/randomness.js');
      let state = seedRandomness(SEED);
      const among = (count) => {
        const [value, next] = nextInteger(state, count);
        state = next;
        return value;
      };
      const [ours, bare] = [new Map(), new Map()];
      const add = (map, name, ms) => map.set(name, [...(map.get(name) ?? []), ms]);
      for (let round = 0; round < ROUNDS; round += 1)
        for (const [name, [query, where, parameters]] of Object.entries(searches(among))) {
          const seen = round % 2 === 0 ? null : scope(among);
          add(ours, name, await timed(() => views.page({ limit: LIMIT, ...query }, seen)));
          const sql = `select * from recording where ${where} order by started_at desc, id desc limit ${LIMIT}`;
          add(bare, name, await timed(() => house.database.read.query(sql, parameters)));
        }
      const each = [...ours].map(([name, sample]) => figure(name, percentile(sample, 0.95), 'ms p95', ['≤', BAR_MS]));
      const pages = await deep(views);
      return [
        figure('search', percentile([...ours.values()].flat(), 0.95), 'ms p95', ['≤', BAR_MS]),
        figure('raw SQL', percentile([...bare.values()].flat(), 0.95), 'ms p95'),
        figure('search, median', percentile([...ours.values()].flat(), 0.5), 'ms'),
        figure('raw SQL, median', percentile([...bare.values()].flat(), 0.5), 'ms'),
        figure('page 1000 against page 1', pages.last / pages.first, 'times', ['≤', 1.5]),
        ...each,
      ];
    } finally {
      await house.close();
    }
  },
};

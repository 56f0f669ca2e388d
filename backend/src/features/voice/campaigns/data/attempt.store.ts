import { Injectable } from '@nestjs/common';
import type { AttemptOutcome, CampaignNumbers, DialAttempt, Page, RecordClass, RecordWhy } from '#contracts';
import type { Instant } from '../../../../kernel/clock';
import { Database, type Transaction } from '../../../../platform/database';
import { keysetSqlPage } from '../../../../platform/http';
import type { AttemptEvent, StartedAttempt } from '../domain/attempt';

/** An attempt as the one behind a call, or one that has not ended. */
export interface LiveAttempt {
  readonly id: string;
  readonly campaignId: string;
  readonly recordId: string;
  readonly callId: string | null;
  readonly agentId: string | null;
  readonly state: 'dialling' | 'answered' | 'connected' | 'abandoned' | 'machine' | 'ended';
  readonly startedAt: Instant;
  readonly answeredAt: Instant | null;
  /** Somebody listens who it is; until then no agent is looked for. */
  readonly listensUntil: Instant | null;
  /** Taken for a machine, and left to its agent. */
  readonly checked: boolean;
  /** Placed by the pacer. */
  readonly paced: boolean;
  readonly judged: 'person' | 'machine' | null;
  readonly misjudgedAt: Instant | null;
}

interface Row {
  readonly id: string;
  readonly campaign_id: string;
  readonly record_id: string;
  readonly number: string;
  readonly caller_id: string | null;
  readonly agent_id: string | null;
  readonly agent_name: string | null;
  readonly class: RecordClass;
  readonly started_at: Date;
  readonly answered_at: Date | null;
  readonly ended_at: Date | null;
  readonly outcome: AttemptOutcome | null;
  readonly call_id: string | null;
  readonly judged: 'person' | 'machine' | null;
  readonly misjudged_at: Date | null;
}

const COLUMNS = `a.id, a.campaign_id, a.record_id, a.number, a.caller_id, a.agent_id, u.first_name || ' ' || u.last_name as agent_name, a.class,
  a.started_at, a.answered_at, a.ended_at, a.outcome, a.call_id, a.judged, a.misjudged_at`;
const SOURCE = 'dial_attempt a left join app_user u on u.id = a.agent_id';
const LIVE = `select id, campaign_id as "campaignId", record_id as "recordId", call_id as "callId", agent_id as "agentId", state,
  (extract(epoch from started_at) * 1000)::float8 as "startedAt", (extract(epoch from answered_at) * 1000)::float8 as "answeredAt",
  (extract(epoch from listens_until) * 1000)::float8 as "listensUntil", checked, paced, judged,
  (extract(epoch from misjudged_at) * 1000)::float8 as "misjudgedAt"
  from dial_attempt`;

const SORTING = {
  columns: { startedAt: { sql: 'a.started_at', type: 'timestamptz' } },
  default: '-startedAt',
  id: { sql: 'a.id', type: 'uuid' },
} as const;

type JudgedEvent = Extract<AttemptEvent, { type: 'AttemptJudged' }>;

/** The read model of attempts, written with their events. Its unique indexes are the last word on two at a time. */
@Injectable()
export class AttemptStore {
  constructor(private readonly database: Database) {}

  async follow(tx: Transaction, { type, data }: AttemptEvent): Promise<void> {
    switch (type) {
      case 'AttemptStarted':
        return this.insert(tx, data);
      case 'AttemptAnswered':
        return this.set(
          tx,
          data,
          `state = 'answered', answered_at = to_timestamp($2 / 1000.0), listens_until = to_timestamp($3 / 1000.0)`,
          data.listensUntil,
        );
      case 'AttemptSpoke':
        return this.set(tx, data, 'listens_until = to_timestamp($2 / 1000.0)');
      case 'AttemptJudged':
        return this.judged(tx, data);
      case 'AttemptMisjudged':
        return this.set(tx, data, 'misjudged_at = to_timestamp($2 / 1000.0)');
      case 'AttemptConnected':
        return this.set(
          tx,
          data,
          `state = 'connected', connected_at = to_timestamp($2 / 1000.0), agent_id = coalesce($3::uuid, agent_id)`,
          data.agentId,
        );
      case 'AttemptAbandoned':
        return this.set(tx, data, `state = 'abandoned', abandoned_at = to_timestamp($2 / 1000.0)`);
      case 'AttemptEnded':
        return this.set(tx, data, `state = 'ended', ended_at = to_timestamp($2 / 1000.0), outcome = $3`, data.outcome);
    }
  }

  private async insert(tx: Transaction, data: StartedAttempt): Promise<void> {
    await tx.query(
      `insert into dial_attempt (id, campaign_id, record_id, contact_id, number, class, caller_id, agent_id, call_id, paced, state, started_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'dialling', to_timestamp($11 / 1000.0))`,
      [
        data.attemptId,
        data.campaignId,
        data.recordId,
        data.contactId,
        data.number,
        data.why.class,
        data.callerId,
        data.agentId,
        data.callId,
        data.kind === 'predictive' && data.agentId === null,
        data.at,
      ],
    );
  }

  private async judged(tx: Transaction, { attemptId, at, who, checked }: JudgedEvent['data']): Promise<void> {
    await tx.query(
      `update dial_attempt set judged = $2, checked = $3, listens_until = to_timestamp($5 / 1000.0),
         state = case when $4 then 'machine' else state end where id = $1`,
      [attemptId, who, checked, who === 'machine' && !checked, at],
    );
  }

  private async set(
    tx: Transaction,
    { attemptId, at }: { attemptId: string; at: Instant },
    what: string,
    ...more: unknown[]
  ): Promise<void> {
    await tx.query(`update dial_attempt set ${what} where id = $1`, [attemptId, at, ...more]);
  }

  async ofCall(tx: Transaction, callId: string): Promise<LiveAttempt | null> {
    const [row] = await tx.query<LiveAttempt[]>(`${LIVE} where call_id = $1`, [callId]);
    return row ?? null;
  }

  /** Attempts of the campaign that go on, the oldest first. */
  live(tx: Transaction, campaignId: string): Promise<LiveAttempt[]> {
    return tx.query(`${LIVE} where campaign_id = $1 and ended_at is null order by started_at, id`, [campaignId]);
  }

  /** Whether somebody calls this contact or this number now, and how often the number was called since then. */
  async engagement(
    tx: Transaction,
    { contactId, number, since }: { contactId: string; number: string; since: Instant },
  ): Promise<{ engaged: boolean; today: number }> {
    const [row] = await tx.query<{ engaged: boolean; today: number }[]>(
      `select exists (select 1 from dial_attempt where ended_at is null and (contact_id = $1 or number = $2)) as engaged,
         (select count(*)::int from dial_attempt where number = $2 and started_at >= to_timestamp($3 / 1000.0)
           and call_id is not null and outcome is distinct from 'agent-lost') as today`,
      [contactId, number, since],
    );
    return row ?? { engaged: false, today: 0 };
  }

  async page(
    query: { limit: number; after?: string | undefined; sort?: string | undefined },
    of: { campaignId: string; outcome?: readonly AttemptOutcome[] | undefined },
  ): Promise<Page<DialAttempt>> {
    const parameters: unknown[] = [of.campaignId];
    const where = ['a.campaign_id = $1'];
    if (of.outcome) where.push(`a.outcome = any($${parameters.push(of.outcome)}::text[])`);
    const sql = { select: COLUMNS, from: SOURCE, where, parameters };
    const page = await keysetSqlPage<Row>(this.database.read, sql, { sorting: SORTING, ...query });
    return { items: page.items.map(toAttempt), next: page.next };
  }

  async ofRecord(recordId: string): Promise<DialAttempt[]> {
    const rows = await this.database.read.query<Row[]>(
      `select ${COLUMNS} from ${SOURCE} where a.record_id = $1 order by a.started_at desc limit 100`,
      [recordId],
    );
    return rows.map(toAttempt);
  }

  async skipsOf(recordId: string): Promise<RecordWhy['skips']> {
    const rows = await this.database.read.query<{ at: number; agent: string | null; reason: string }[]>(
      `select (j.meta->>'at')::float8 as at, u.first_name || ' ' || u.last_name as agent, j.data->>'reason' as reason
       from journal j left join app_user u on u.id::text = j.data->>'agentId'
       where j.stream = $1 and j.type = 'RecordSkipped' order by j.version desc limit 100`,
      [`dialling-${recordId}`],
    );
    return rows.map(({ at, ...skip }) => ({ at: new Date(at).toISOString(), ...skip }));
  }

  async numbers(campaignId: string, dayStart: Instant): Promise<Omit<CampaignNumbers, 'state' | 'held'>> {
    const read = this.database.read;
    const [records] = await read.query<CampaignNumbers['records'][]>(
      `select count(*) filter (where state in ('waiting', 'batched') and class = 'fresh')::int as fresh,
         count(*) filter (where state in ('waiting', 'batched') and class <> 'fresh')::int as recontacts,
         count(*) filter (where state = 'active')::int as active, count(*) filter (where state = 'closed')::int as closed
       from dialling where campaign_id = $1`,
      [campaignId],
    );
    const [now] = await read.query<CampaignNumbers['now'][]>(
      `select count(*) filter (where state = 'dialling')::int as dialling,
         count(*) filter (where state in ('answered', 'abandoned'))::int as waiting,
         count(*) filter (where state = 'connected')::int as talking,
         (select count(*)::int from campaign_seat where campaign_id = $1 and state = 'waiting') as "agentsReserved",
         (select count(*)::int from campaign_seat where campaign_id = $1 and state <> 'waiting') as "agentsBusy"
       from dial_attempt where campaign_id = $1 and ended_at is null`,
      [campaignId],
    );
    const outcomes = await read.query<{ outcome: AttemptOutcome; count: number; abandoned: number }[]>(
      `select outcome, count(*)::int as count, count(abandoned_at)::int as abandoned from dial_attempt
       where campaign_id = $1 and started_at >= to_timestamp($2 / 1000.0) and call_id is not null group by outcome`,
      [campaignId, dayStart],
    );
    const [machines] = await read.query<CampaignNumbers['today']['machines'][]>(
      `select count(*)::int as found, count(*) filter (where checked)::int as checked, count(misjudged_at)::int as people
       from dial_attempt where campaign_id = $1 and started_at >= to_timestamp($2 / 1000.0) and judged = 'machine'`,
      [campaignId, dayStart],
    );
    const ended = outcomes.filter(({ outcome }) => outcome !== null);
    const sum = (values: readonly number[]) => values.reduce((total, each) => total + each, 0);
    return {
      campaignId,
      records: records ?? { fresh: 0, recontacts: 0, active: 0, closed: 0 },
      now: now ?? { dialling: 0, waiting: 0, talking: 0, agentsReserved: 0, agentsBusy: 0 },
      today: {
        attempts: sum(outcomes.map(({ count }) => count)),
        connected: ended.find(({ outcome }) => outcome === 'connected')?.count ?? 0,
        abandoned: sum(outcomes.map(({ abandoned }) => abandoned)),
        machines: machines ?? { found: 0, checked: 0, people: 0 },
        byOutcome: Object.fromEntries(ended.map(({ outcome, count }) => [outcome, count])),
      },
    };
  }
}

function toAttempt(row: Row): DialAttempt {
  return {
    id: row.id,
    campaignId: row.campaign_id,
    recordId: row.record_id,
    number: row.number,
    callerId: row.caller_id,
    agent: row.agent_id === null ? null : { id: row.agent_id, name: row.agent_name ?? '' },
    class: row.class,
    startedAt: row.started_at.toISOString(),
    answeredAt: row.answered_at?.toISOString() ?? null,
    endedAt: row.ended_at?.toISOString() ?? null,
    outcome: row.outcome,
    callId: row.call_id,
    judged: row.judged,
    misjudgedAt: row.misjudged_at?.toISOString() ?? null,
  };
}

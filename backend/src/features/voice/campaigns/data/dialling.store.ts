import { Injectable } from '@nestjs/common';
import type { AttemptOutcome, DialHold, RecordClass } from '#contracts';
import type { Instant } from '../../../../kernel/clock';
import type { Transaction } from '../../../../platform/database';
import type { SourceHead } from '../domain/choose-class';

/** A record with what becomes of it, and with what its contact's card and its own say now. */
export interface Dialling {
  readonly recordId: string;
  readonly campaignId: string;
  readonly contactId: string;
  readonly sourceId: string;
  readonly state: 'waiting' | 'batched' | 'active' | 'closed';
  readonly class: RecordClass;
  readonly priority: number;
  readonly agentId: string | null;
  readonly batchedFor: string | null;
  readonly dueAt: Instant | null;
  readonly attempts: number;
  readonly outcomes: Readonly<Partial<Record<AttemptOutcome, number>>>;
  readonly lastOutcome: AttemptOutcome | null;
  readonly closedBecause: string | null;
  /** The promise that it waits for, or waited for last. */
  readonly recontactId: string | null;
  /** Until when it is, or was, kept for who talked with the person last, in this turn. */
  readonly keptUntil: Instant | null;
  readonly firstName: string;
  readonly lastName: string;
  readonly company: string;
  /** First number of the card that its operator has not called dead, else the first; null without one. */
  readonly number: string | null;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly notBefore: Instant | null;
  readonly notAfter: Instant | null;
}

const millis = (column: string): string => `(extract(epoch from ${column}) * 1000)::float8`;

/** The number of the card `k` that is called. */
const NUMBER = `coalesce((select p.number from unnest(k.phones) with ordinality as p(number, place)
    where not exists (select 1 from hlr_number h where h.number = p.number and h.skipped) order by p.place limit 1), k.phones[1])`;
const COLUMNS = `d.record_id as "recordId", d.campaign_id as "campaignId", r.contact_id as "contactId", d.source_id as "sourceId", d.state,
  d.class, r.priority, d.agent_id as "agentId", d.batched_for as "batchedFor", ${millis('d.due_at')} as "dueAt", d.attempts, d.outcomes,
  d.last_outcome as "lastOutcome", d.closed_because as "closedBecause", d.recontact_id as "recontactId", ${millis('d.kept_until')} as "keptUntil", k.first_name as "firstName", k.last_name as "lastName", k.company,
  ${NUMBER} as number, r.fields, ${millis('r.not_before')} as "notBefore", ${millis('r.not_after')} as "notAfter"`;
const SOURCE = 'dialling d join record r on r.id = d.record_id join contact k on k.id = r.contact_id';

/** New rows for records: those that only one agent dials are his from the beginning. */
const FILL = `insert into dialling (record_id, campaign_id, source_id, priority, class, agent_id)
  select r.id, r.campaign_id, r.source_id, r.priority, case when r.private_to is null then 'fresh' else 'private' end, r.private_to
  from record r join campaign c on c.id = r.campaign_id`;

/** What becomes of each record of a campaign. */
@Injectable()
export class DiallingStore {
  /** An import's batch; records that are there already stay as they are. */
  async fillSource(tx: Transaction, of: { campaignId: string; sourceId: string; firstId: string; lastId: string }) {
    const { campaignId, sourceId, firstId, lastId } = of;
    await tx.query(
      `${FILL} where r.campaign_id = $1 and r.source_id = $2 and r.id between $3 and $4 order by r.id on conflict do nothing`,
      [campaignId, sourceId, firstId, lastId],
    );
    await tx.query(
      `insert into campaign_source (campaign_id, source_id) select id, $2 from campaign where id = $1 on conflict do nothing`,
      [campaignId, sourceId],
    );
  }

  /**
   * One record, new or changed. Its due time and a promise are what became of it, and stay; what held it back, or closed it as
   * too late, is asked anew.
   */
  async fill(tx: Transaction, recordId: string): Promise<void> {
    await tx.query(
      `${FILL} where r.id = $1 on conflict (record_id) do update set priority = excluded.priority,
        campaign_id = excluded.campaign_id, source_id = excluded.source_id,
        hold = null, held_until = null, closed_because = nullif(dialling.closed_because, 'too-late'),
        state = case when dialling.closed_because = 'too-late' then 'waiting' else dialling.state end,
        agent_id = case when dialling.recontact_id is null then excluded.agent_id else coalesce(excluded.agent_id, dialling.agent_id) end,
        class = case when excluded.agent_id is not null then 'private'
          when dialling.class <> 'private' or dialling.recontact_id is not null then dialling.class
          when dialling.attempts = 0 then 'fresh' else 'system' end`,
      [recordId],
    );
    await tx.query(
      `insert into campaign_source (campaign_id, source_id) select campaign_id, source_id from dialling where record_id = $1 on conflict do nothing`,
      [recordId],
    );
  }

  /** A contact that somebody wants in the campaign, locked so that he comes in once; null: there is none. */
  async candidate(
    tx: Transaction,
    { contactId, campaignId }: { contactId: string; campaignId: string },
  ): Promise<{ number: string | null; isIn: boolean } | null> {
    const [row] = await tx.query<{ number: string | null; isIn: boolean }[]>(
      `select ${NUMBER} as number, exists (select 1 from record r where r.contact_id = k.id and r.campaign_id = $2) as "isIn"
       from contact k where k.id = $1 and k.merged_into is null and k.erased_at is null for update of k`,
      [contactId, campaignId],
    );
    return row ?? null;
  }

  async forget(tx: Transaction, campaignId: string): Promise<void> {
    await tx.query(
      'delete from dialling d where d.campaign_id = $1 and not exists (select 1 from record r where r.id = d.record_id)',
      [campaignId],
    );
  }

  async find(tx: Transaction, recordId: string | null): Promise<Dialling | null> {
    const [row] = await tx.query<Dialling[]>(`select ${COLUMNS} from ${SOURCE} where d.record_id = $1`, [recordId]);
    return row ?? null;
  }

  /** The record when it waits and nobody else has a hand on it; locked until the transaction ends. */
  async lockWaiting(tx: Transaction, recordId: string): Promise<Dialling | null> {
    const [row] = await tx.query<Dialling[]>(
      `select ${COLUMNS} from ${SOURCE} where d.record_id = $1 and d.state = 'waiting' for update of d skip locked`,
      [recordId],
    );
    return row ?? null;
  }

  /** The first record of every source that waits and was never tried. */
  async freshHeads(tx: Transaction, campaignId: string, at: Instant): Promise<SourceHead[]> {
    return tx.query(
      `select h.record_id as "recordId", s.source_id as "sourceId", h.priority, h.sequence::float8 as sequence, s.given
       from campaign_source s
       cross join lateral (select d.record_id, d.priority, d.sequence from dialling d
         where d.campaign_id = $1 and d.source_id = s.source_id and d.class = 'fresh' and d.state = 'waiting'
           and (d.due_at is null or d.due_at <= to_timestamp($2 / 1000.0))
           and (d.held_until is null or d.held_until <= to_timestamp($2 / 1000.0))
         order by d.priority desc, d.sequence limit 1) h
       where s.campaign_id = $1`,
      [campaignId, at],
    );
  }

  /** The next recontact that is due. `agentIds`: only what these have promised. */
  async nextRecontact(
    tx: Transaction,
    of: { campaignId: string; class: 'private' | 'system'; agentIds: readonly string[] | null; at: Instant },
    overdueFirst: 'most' | 'least',
  ): Promise<string | null> {
    const [row] = await tx.query<{ record_id: string }[]>(
      `select record_id from dialling where campaign_id = $1 and class = $2 and state = 'waiting'
         and (due_at is null or due_at <= to_timestamp($3 / 1000.0))
         and (held_until is null or held_until <= to_timestamp($3 / 1000.0)) and ($4::uuid[] is null or agent_id = any($4::uuid[]))
       order by priority desc, due_at ${overdueFirst === 'most' ? 'asc nulls last' : 'desc nulls last'}, sequence limit 1`,
      [of.campaignId, of.class, of.at, of.agentIds],
    );
    return row?.record_id ?? null;
  }

  /** The next that is kept for one of these agents, who talked with its person last. */
  async keptFor(
    tx: Transaction,
    { campaignId, agentIds }: { campaignId: string; agentIds: readonly string[] },
  ): Promise<string | null> {
    const [row] = await tx.query<{ record_id: string }[]>(
      `select record_id from dialling where kept_for = any($2::uuid[]) and campaign_id = $1 and class = 'system'
         and state = 'waiting' and hold = 'kept-for-last-agent' order by priority desc, kept_until limit 1`,
      [campaignId, agentIds],
    );
    return row?.record_id ?? null;
  }

  /** Those of these agents whom records wait for: promised by them, or kept for them. */
  async awaited(
    tx: Transaction,
    { campaignId, agentIds, at }: { campaignId: string; agentIds: readonly string[]; at: Instant },
  ): Promise<string[]> {
    if (agentIds.length === 0) return [];
    const rows = await tx.query<{ agent_id: string }[]>(
      `select a.agent_id from unnest($2::uuid[]) as a(agent_id) where exists (select 1 from dialling d
         where d.kept_for = a.agent_id and d.campaign_id = $1 and d.state = 'waiting' and d.hold = 'kept-for-last-agent')
       or exists (select 1 from dialling d where d.agent_id = a.agent_id and d.campaign_id = $1 and d.class = 'private' and d.state = 'waiting'
         and (d.due_at is null or d.due_at <= to_timestamp($3 / 1000.0)) and (d.held_until is null or d.held_until <= to_timestamp($3 / 1000.0)))`,
      [campaignId, agentIds, at],
    );
    return rows.map(({ agent_id }) => agent_id);
  }

  /** When the next record that waits may be called; null without one. */
  async nextDue(tx: Transaction, campaignId: string, at: Instant): Promise<Instant | null> {
    const [row] = await tx.query<{ due: number | null }[]>(
      `select ${millis('min(greatest(due_at, held_until))')} as due from dialling where campaign_id = $1 and state = 'waiting'
         and greatest(due_at, held_until) > to_timestamp($2 / 1000.0)`,
      [campaignId, at],
    );
    return row?.due ?? null;
  }

  async noteGiven(tx: Transaction, { campaignId, sourceId }: Pick<Dialling, 'campaignId' | 'sourceId'>): Promise<void> {
    await tx.query(
      `insert into campaign_source (campaign_id, source_id, given) values ($1, $2, 1)
       on conflict (campaign_id, source_id) do update set given = campaign_source.given + 1`,
      [campaignId, sourceId],
    );
  }

  /** Something stands in the way until then. */
  async hold(tx: Transaction, recordId: string, hold: DialHold, until: Instant): Promise<void> {
    await tx.query('update dialling set hold = $2, held_until = to_timestamp($3 / 1000.0) where record_id = $1', [
      recordId,
      hold,
      until,
    ]);
  }

  /** It is left to this agent until then. */
  async keepFor(
    tx: Transaction,
    recordId: string,
    { agentId, until }: { agentId: string; until: Instant },
  ): Promise<void> {
    await this.hold(tx, recordId, 'kept-for-last-agent', until);
    await tx.query('update dialling set kept_for = $2, kept_until = to_timestamp($3 / 1000.0) where record_id = $1', [
      recordId,
      agentId,
      until,
    ]);
  }

  async batch(tx: Transaction, recordId: string, agentId: string): Promise<void> {
    await tx.query(
      `update dialling set state = 'batched', batched_for = $2, hold = null, held_until = null where record_id = $1 and state = 'waiting'`,
      [recordId, agentId],
    );
  }

  async activate(tx: Transaction, recordId: string): Promise<void> {
    await tx.query(
      `update dialling set state = 'active', batched_for = null, hold = null, held_until = null where record_id = $1 and state in ('waiting', 'batched')`,
      [recordId],
    );
  }

  /** Back among those that wait: the agent has left, or the campaign stands still. */
  async unbatch(tx: Transaction, of: { agentId?: string | undefined; campaignId?: string | undefined }): Promise<void> {
    await tx.query(
      `update dialling set state = 'waiting', batched_for = null where state = 'batched'
       and ($1::uuid is null or batched_for = $1) and ($2::uuid is null or campaign_id = $2)`,
      [of.agentId ?? null, of.campaignId ?? null],
    );
  }

  async unbatchOne(tx: Transaction, recordId: string): Promise<void> {
    await tx.query(
      `update dialling set state = 'waiting', batched_for = null where state = 'batched' and record_id = $1`,
      [recordId],
    );
  }

  /** What lies on this agent's desk, in the order in which it came there. */
  batchOf(tx: Transaction, agentId: string, campaignId: string): Promise<Dialling[]> {
    return tx.query(
      `select ${COLUMNS} from ${SOURCE} where d.batched_for = $1 and d.campaign_id = $2 and d.state = 'batched'
       order by d.priority desc, d.due_at nulls last, d.sequence`,
      [agentId, campaignId],
    );
  }

  /** Counts an attempt that has ended. */
  async count(tx: Transaction, recordId: string, outcome: AttemptOutcome): Promise<Dialling | null> {
    await tx.query(
      `update dialling set attempts = attempts + $3, last_outcome = $2, state = 'waiting', batched_for = null,
         outcomes = jsonb_set(outcomes, array[$2], to_jsonb(coalesce((outcomes->>$2)::int, 0) + 1))
       where record_id = $1 and state in ('active', 'batched')`,
      [recordId, outcome, outcome === 'skipped' ? 0 : 1],
    );
    return this.find(tx, recordId);
  }

  /** Who was called before is called again as a recontact; a promise stays the promise of its agent. */
  async retry(tx: Transaction, recordId: string, dueAt: Instant): Promise<void> {
    await tx.query(
      `update dialling set class = case when class = 'private' then 'private' else 'system' end,
         due_at = to_timestamp($2 / 1000.0), kept_for = null, kept_until = null where record_id = $1 and state = 'waiting'`,
      [recordId, dueAt],
    );
  }

  /** False: somebody is calling it, or it was closed before. */
  async close(tx: Transaction, recordId: string, because: string): Promise<boolean> {
    const [, closed] = await tx.query<[unknown[], number]>(
      `update dialling set state = 'closed', closed_because = $2, batched_for = null
       where record_id = $1 and state not in ('active', 'closed')`,
      [recordId, because],
    );
    return closed > 0;
  }

  /** Somebody has promised to call again: also what was closed waits anew. */
  async promise(
    tx: Transaction,
    recordId: string,
    { agentId, dueAt, recontactId }: { agentId: string | null; dueAt: Instant; recontactId: string },
  ): Promise<void> {
    await tx.query(
      `update dialling set recontact_id = $5, class = $2, agent_id = $3, due_at = to_timestamp($4 / 1000.0), closed_because = null, held_until = null,
         kept_for = null, kept_until = null,
         state = case when state = 'active' then 'active' else 'waiting' end, batched_for = null where record_id = $1`,
      [recordId, agentId === null ? 'system' : 'private', agentId, dueAt, recontactId],
    );
  }

  /** Records of this promise. */
  async ofRecontact(
    tx: Transaction,
    recontactId: string,
  ): Promise<Pick<Dialling, 'recordId' | 'campaignId' | 'agentId'> | null> {
    const [row] = await tx.query<Pick<Dialling, 'recordId' | 'campaignId' | 'agentId'>[]>(
      'select record_id as "recordId", campaign_id as "campaignId", agent_id as "agentId" from dialling where recontact_id = $1',
      [recontactId],
    );
    return row ?? null;
  }
}

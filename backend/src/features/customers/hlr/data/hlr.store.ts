import { Injectable } from '@nestjs/common';
import type { HlrAction, HlrResult, HlrSettings, SaveHlrSettings } from '#contracts';
import type { Instant } from '../../../../kernel/clock';
import type { Transaction } from '../../../../platform/database';
import type { ProviderState } from '../domain/after-failure';
import type { NumberFacts } from '../domain/number-facts';

/** A check that waits, as the operator is asked. */
export interface WaitingCheck {
  readonly id: string;
  readonly number: string;
  readonly fresh: boolean;
  readonly attempts: number;
}

export interface CheckAnswer extends NumberFacts {
  readonly cached: boolean;
  readonly charged: boolean;
  readonly action: HlrAction;
}

/** Whose numbers are asked about. */
export type Asked =
  | { readonly numbers: readonly string[] }
  | { readonly campaignId: string }
  | { readonly contactIds: readonly string[] }
  /** Contacts that a source brought at that moment. */
  | { readonly sourceId: string; readonly at: Instant };

const millis = (column: string): string => `(extract(epoch from ${column}) * 1000)::float8`;

/** Mobile networks of the Polish numbering plan; a register of homes has no others. */
const MOBILE = String.raw`^\+48(45|50|51|53|57|60|66|69|72|73|78|79|88)\d{7}$`;

/** While a check is asked about, nobody else asks; long enough for the slowest answer. */
const CLAIM_MS = 180_000;

/** Settings, results that are kept, checks that wait, and how the provider is. */
@Injectable()
export class HlrStore {
  async settings(tx: Transaction): Promise<Omit<HlrSettings, 'provided'>> {
    const [row] = await tx.query<Omit<HlrSettings, 'provided'>[]>(
      'select automatic, cache_days as "cacheDays", actions, version from hlr_settings',
    );
    if (!row) throw new Error('hlr_settings has no row');
    return row;
  }

  /** False: somebody else changed them since. */
  async save(tx: Transaction, { automatic, cacheDays, actions, version }: SaveHlrSettings): Promise<boolean> {
    const [rows] = await tx.query<[object[], number]>(
      `update hlr_settings set automatic = $1, cache_days = $2, actions = $3, version = version + 1 where version = $4 returning 1`,
      [automatic, cacheDays, JSON.stringify(actions), version],
    );
    return rows.length > 0;
  }

  async provider(tx: Transaction): Promise<ProviderState> {
    const [row] = await tx.query<ProviderState[]>(
      `select failures, ${millis('paused_until')} as "pausedUntil", last_error as "lastError" from hlr_provider for update`,
    );
    if (!row) throw new Error('hlr_provider has no row');
    return row;
  }

  async noteProvider(tx: Transaction, { failures, pausedUntil, lastError }: ProviderState): Promise<void> {
    await tx.query(
      'update hlr_provider set failures = $1, paused_until = to_timestamp($2::float8 / 1000), last_error = $3',
      [failures, pausedUntil, lastError],
    );
  }

  /** Mobile numbers among them that do not wait already become checks; how many there were and how many are new. */
  async ask(
    tx: Transaction,
    asked: Asked,
    how: { reason: 'added' | 'manual'; fresh: boolean; at: Instant },
  ): Promise<{ mobile: number; asked: number }> {
    const [from, ...parameters] = numbersOf(asked);
    const [row] = await tx.query<{ mobile: number; asked: number }[]>(
      `with wanted as (select distinct on (n.number) n.number, n.contact_id from (${from}) n where n.number ~ '${MOBILE}'),
        made as (insert into hlr_check (id, number, contact_id, reason, fresh, due_at, asked_at)
          select gen_random_uuid(), number, contact_id, $1, $2, to_timestamp($3 / 1000.0), to_timestamp($3 / 1000.0) from wanted
          on conflict (number) where state = 'waiting' do nothing returning 1)
       select (select count(*)::int from wanted) as mobile, (select count(*)::int from made) as asked`,
      [how.reason, how.fresh, how.at, ...parameters],
    );
    return row ?? { mobile: 0, asked: 0 };
  }

  /** The next checks; nobody else gets them until their answers are here, or this process is long dead. */
  async claim(tx: Transaction, limit: number, at: Instant): Promise<WaitingCheck[]> {
    const [rows] = await tx.query<[WaitingCheck[], number]>(
      `update hlr_check c set due_at = to_timestamp(($2 + ${CLAIM_MS}) / 1000.0)
       from (select id from hlr_check where state = 'waiting' and due_at <= to_timestamp($2 / 1000.0)
         order by due_at, id limit $1 for update skip locked) d
       where c.id = d.id returning c.id, c.number, c.fresh, c.attempts`,
      [limit, at],
    );
    return rows;
  }

  async nextDue(tx: Transaction): Promise<Instant | null> {
    const [row] = await tx.query<{ due: Instant | null }[]>(
      `select ${millis('min(due_at)')} as due from hlr_check where state = 'waiting'`,
    );
    return row?.due ?? null;
  }

  /** A result that is not older than that. */
  async kept(tx: Transaction, number: string, since: Instant): Promise<NumberFacts | null> {
    const [row] = await tx.query<NumberFacts[]>(
      'select result, network, ported from hlr_number where number = $1 and checked_at > to_timestamp($2 / 1000.0)',
      [number, since],
    );
    return row ?? null;
  }

  /** False: it was answered before. */
  async answer(tx: Transaction, id: string, answer: CheckAnswer, at: Instant): Promise<boolean> {
    const [rows] = await tx.query<[{ number: string }[], number]>(
      `update hlr_check set state = 'done', result = $2, network = $3, ported = $4, cached = $5, charged = $6, action = $7,
         attempts = attempts + 1, answered_at = to_timestamp($8 / 1000.0)
       where id = $1 and state = 'waiting' returning number`,
      [id, answer.result, answer.network, answer.ported, answer.cached, answer.charged, answer.action, at],
    );
    const number = rows[0]?.number;
    if (number === undefined) return false;
    // A result that answered once more keeps its age.
    await tx.query(
      `insert into hlr_number (number, result, network, ported, skipped, checked_at) values ($1, $2, $3, $4, $5, to_timestamp($6 / 1000.0))
       on conflict (number) do update set result = excluded.result, network = excluded.network, ported = excluded.ported,
         skipped = excluded.skipped, checked_at = case when $7 then hlr_number.checked_at else excluded.checked_at end`,
      [number, answer.result, answer.network, answer.ported, answer.action === 'skip', at, answer.cached],
    );
    return true;
  }

  async again(tx: Transaction, id: string, { due, counted }: { due: Instant; counted: boolean }): Promise<void> {
    await tx.query(
      `update hlr_check set due_at = to_timestamp($2 / 1000.0), attempts = attempts + $3 where id = $1 and state = 'waiting'`,
      [id, due, counted ? 1 : 0],
    );
  }

  /** False: it was answered before. */
  async fail(tx: Transaction, id: string, error: string, at: Instant): Promise<boolean> {
    const [rows] = await tx.query<[object[], number]>(
      `update hlr_check set state = 'failed', error = $2, attempts = attempts + 1, answered_at = to_timestamp($3 / 1000.0)
       where id = $1 and state = 'waiting' returning id`,
      [id, error, at],
    );
    return rows.length > 0;
  }

  /** What operators said of these numbers last. */
  known(
    tx: Transaction,
    numbers: readonly string[],
  ): Promise<{ number: string; result: HlrResult; network: string | null; skipped: boolean; checkedAt: Date }[]> {
    return tx.query(
      'select number, result, network, skipped, checked_at as "checkedAt" from hlr_number where number = any($1::text[])',
      [numbers],
    );
  }
}

/** A query for `number` and `contact_id`, with its parameters from $4 on. */
function numbersOf(asked: Asked): [sql: string, ...parameters: unknown[]] {
  const living = 'k.merged_into is null and k.erased_at is null';
  const ofContacts = `select p.number, k.id as contact_id from contact k cross join unnest(k.phones) as p(number)`;
  if ('numbers' in asked)
    return [
      `select g.number, (select k.id from contact k where k.phones @> array[g.number] and ${living} order by k.updated_at desc limit 1) as contact_id
       from unnest($4::text[]) as g(number)`,
      asked.numbers,
    ];
  if ('campaignId' in asked)
    return [
      `${ofContacts} join record r on r.contact_id = k.id where r.campaign_id = $4 and ${living}`,
      asked.campaignId,
    ];
  if ('contactIds' in asked) return [`${ofContacts} where k.id = any($4::uuid[]) and ${living}`, asked.contactIds];
  return [
    `${ofContacts} where k.source_id = $4 and k.created_at = to_timestamp($5 / 1000.0) and ${living}`,
    asked.sourceId,
    asked.at,
  ];
}

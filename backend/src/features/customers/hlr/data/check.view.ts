import { Injectable } from '@nestjs/common';
import type { HlrCheck, HlrCheckListQuery, HlrSummary, Page } from '#contracts';
import { Database } from '../../../../platform/database';
import { containsPattern, keysetSqlPage } from '../../../../platform/http';

type Row = Omit<HlrCheck, 'askedAt' | 'answeredAt' | 'contact'> & {
  readonly contactId: string | null;
  readonly contactName: string;
  readonly askedAt: Date;
  readonly answeredAt: Date | null;
};

const COLUMNS = `c.id, c.number, c.contact_id as "contactId", trim(coalesce(k.first_name || ' ' || k.last_name, '')) as "contactName",
  c.reason, c.state, c.result, c.network, c.ported, c.cached, c.charged, c.action, c.error, c.asked_at as "askedAt", c.answered_at as "answeredAt"`;

const SORTING = {
  columns: { askedAt: { sql: 'c.asked_at', type: 'timestamptz' } },
  default: '-askedAt',
  id: { sql: 'c.id', type: 'uuid' },
} as const;

type Counts = Pick<HlrSummary, 'cached' | 'failed' | 'waiting'> & HlrSummary['results'];

/** The report of checks. */
@Injectable()
export class CheckView {
  constructor(private readonly database: Database) {}

  async page(query: Omit<HlrCheckListQuery, 'sort'> & { sort?: string | undefined }): Promise<Page<HlrCheck>> {
    const where: string[] = [];
    const parameters: unknown[] = [];
    const add = (value: unknown, condition: (at: string) => string) => {
      if (value !== undefined) where.push(condition(`$${parameters.push(value)}`));
    };
    add(query.state, (at) => `c.state = any(${at}::text[])`);
    add(query.result, (at) => `c.result = any(${at}::text[])`);
    add(query.reason, (at) => `c.reason = any(${at}::text[])`);
    add(query.from, (at) => `c.asked_at >= ${at}`);
    add(query.to, (at) => `c.asked_at < ${at}`);
    if (query.search) add(containsPattern(query.search.replace(/\s/g, '')), (at) => `c.number like ${at}`);
    const sql = { select: COLUMNS, from: 'hlr_check c left join contact k on k.id = c.contact_id', where, parameters };
    const page = await keysetSqlPage<Row>(this.database.read, sql, { sorting: SORTING, ...query });
    return { items: page.items.map(toCheck), next: page.next };
  }

  /** Of answers that came in the period; those that wait, wait now. */
  async counts({ from, to }: HlrSummary['period']): Promise<Counts> {
    const [row] = await this.database.read.query<Counts[]>(
      `select ${['active', 'absent', 'invalid', 'unknown'].map((result) => `(count(*) filter (where result = '${result}'))::int as ${result}`).join(', ')},
         (count(*) filter (where cached))::int as cached, (count(*) filter (where state = 'failed'))::int as failed,
         (select count(*)::int from hlr_check where state = 'waiting') as waiting
       from hlr_check where answered_at >= $1 and answered_at < $2`,
      [from, to],
    );
    return row ?? { active: 0, absent: 0, invalid: 0, unknown: 0, cached: 0, failed: 0, waiting: 0 };
  }
}

const toCheck = ({ contactId, contactName, askedAt, answeredAt, ...row }: Row): HlrCheck => ({
  ...row,
  contact: contactId === null ? null : { id: contactId, name: contactName },
  askedAt: askedAt.toISOString(),
  answeredAt: answeredAt?.toISOString() ?? null,
});

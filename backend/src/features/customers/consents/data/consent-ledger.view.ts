import { Injectable } from '@nestjs/common';
import type { ConsentFigures, ConsentLine, ConsentListQuery, Page } from '#contracts';
import { Database } from '../../../../platform/database';
import { containsPattern, keysetSqlPage } from '../../../../platform/http';

type Row = Omit<ConsentLine, 'contact' | 'happenedAt' | 'recordedAt'> & {
  readonly contactId: string;
  readonly contactName: string;
  readonly happenedAt: Date;
  readonly recordedAt: Date;
};

const LINE = `e.id, e.contact_id as "contactId", coalesce(nullif(trim(k.first_name || ' ' || k.last_name), ''), k.company) as "contactName",
  e.channel, e.purpose, e.state, e.source, e.proof, e.happened_at as "happenedAt", e.recorded_at as "recordedAt",
  e.recorded_by as "recordedBy", u.first_name || ' ' || u.last_name as "recordedByName"`;

const SORTING = {
  columns: { recordedAt: { sql: 'e.recorded_at', type: 'timestamptz' } },
  default: '-recordedAt',
  id: { sql: 'e.id', type: 'uuid' },
} as const;

/** The ledger across contacts, and how many said what. */
@Injectable()
export class ConsentLedgerView {
  constructor(private readonly database: Database) {}

  async page(query: ConsentListQuery): Promise<Page<ConsentLine>> {
    const where: string[] = [];
    const parameters: unknown[] = [];
    const add = (value: unknown, condition: (at: string) => string) => {
      if (value !== undefined) where.push(condition(`$${parameters.push(value)}`));
    };
    add(query.channel, (at) => `e.channel = ${at}`);
    add(query.purpose, (at) => `e.purpose = ${at}`);
    add(query.state, (at) => `e.state = ${at}`);
    add(query.from, (at) => `e.happened_at >= ${at}`);
    add(query.to, (at) => `e.happened_at < ${at}`);
    if (query.search)
      add(
        containsPattern(query.search),
        (at) => `searchable(k.first_name || ' ' || k.last_name) like searchable(${at})`,
      );
    const from = `consent_entry e join contact k on k.id = e.contact_id left join app_user u on u.id::text = e.recorded_by`;
    const page = await keysetSqlPage<Row>(
      this.database.read,
      { select: LINE, from, where, parameters },
      { sorting: SORTING, ...query },
    );
    return { items: page.items.map(toLine), next: page.next };
  }

  figures(): Promise<ConsentFigures> {
    return this.database.read.query(
      `select c.purpose, c.channel, (count(*) filter (where c.state = 'given'))::int as given,
         (count(*) filter (where c.state = 'withdrawn'))::int as withdrawn
       from consent c join contact k on k.id = c.contact_id and k.merged_into is null and k.erased_at is null
       group by c.purpose, c.channel order by c.purpose, c.channel`,
    );
  }
}

const toLine = ({ contactId, contactName, happenedAt, recordedAt, ...row }: Row): ConsentLine => ({
  ...row,
  contact: { id: contactId, name: contactName },
  happenedAt: happenedAt.toISOString(),
  recordedAt: recordedAt.toISOString(),
});

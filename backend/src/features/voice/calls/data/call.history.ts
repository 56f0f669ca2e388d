import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { callListQuerySchema, type Page } from '#contracts';
import { Database } from '../../../../platform/database';
import { Conditions, containsPattern, keysetSqlPage, type Supervised } from '../../../../platform/http';
import { CALL_COLUMNS, CALL_SOURCE, type CallRow } from './call.view';

export type CallQuery = z.infer<typeof callListQuerySchema>;

/** `onlyOf`: calls that this agent took part in. `seenBy`: those, and what he supervises. `contactId`: calls of one contact. */
export interface CallScope {
  readonly onlyOf?: string | null;
  readonly seenBy?: { readonly userId: string; readonly supervised: Supervised } | null;
  readonly contactId?: string;
}

const SORTING = {
  columns: { startedAt: { sql: 'c.started_at', type: 'timestamptz' } },
  default: '-startedAt',
  id: { sql: 'c.id', type: 'uuid' },
} as const;

/** The call history: filters, search, keyset pages. */
@Injectable()
export class CallHistory {
  constructor(private readonly database: Database) {}

  async page(query: CallQuery, { onlyOf, seenBy, contactId }: CallScope): Promise<Page<CallRow>> {
    const conditions = new Conditions();
    conditions.where.push('c.continues is null');
    conditions.add(onlyOf, (at) => `c.participants @> array[${at}::uuid]`);
    if (seenBy) {
      const { userId, supervised } = seenBy;
      const people = conditions.value([userId, ...supervised.userIds]);
      const queues = conditions.value([...supervised.queueIds]);
      conditions.where.push(
        `(c.participants && ${people}::uuid[] or c.agent_id = any(${people}::uuid[]) or c.queue_id = any(${queues}::uuid[]))`,
      );
    }
    // Whoever became a contact later brings the calls of his numbers along.
    conditions.add(
      contactId,
      (at) =>
        `(c.contact_id in (select contacts_in(${at})) or (c.contact_id is null and c.number = any(array(select unnest(phones) from contact where id = ${at}))))`,
    );
    conditions.add(query.from, (at) => `c.started_at >= ${at}::timestamptz`);
    conditions.add(query.to, (at) => `c.started_at < ${at}::timestamptz`);
    conditions.add(query.direction, (at) => `c.direction = any(${at}::text[])`);
    conditions.add(query.outcome, (at) => `c.outcome = any(${at}::text[])`);
    conditions.add(query.queueId, (at) => `c.queue_id = ${at}`);
    conditions.add(query.campaignId, (at) => `c.campaign_id = ${at}`);
    conditions.add(query.agentId, (at) => `c.agent_id = ${at}`);
    conditions.add(query.classifierId, (at) => `c.classifier_id = ${at}`);
    if (query.search) {
      conditions.add(
        containsPattern(query.search),
        (at) =>
          `(c.number like ${at} or c.contact_id in (select id from contact where contact_text(contact) like searchable(${at})))`,
      );
    }
    const { where, parameters } = conditions;
    const sql = { select: CALL_COLUMNS, from: CALL_SOURCE, where, parameters };
    return keysetSqlPage<CallRow>(this.database.read, sql, {
      sorting: SORTING,
      sort: query.sort,
      after: query.after,
      limit: query.limit,
    });
  }
}

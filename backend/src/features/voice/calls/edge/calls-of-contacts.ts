import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { ContactHistoryEntry, ContactHistoryQuery } from '#contracts';
import type { Principal } from '../../../../platform/http';
import { ContactHistory } from '../../../customers/records';
import { CallHistory } from '../data/call.history';
import { scopeOf } from './calls.controller';

/** Calls in a contact's history: those that the viewer may see in the list of calls. */
@Injectable()
export class CallsOfContacts implements OnModuleInit {
  constructor(
    private readonly contacts: ContactHistory,
    private readonly calls: CallHistory,
  ) {}

  onModuleInit(): void {
    this.contacts.register({ entries: (ids, query, viewer) => this.entries(ids, query, viewer) });
  }

  private async entries(
    ids: readonly string[],
    { before, limit }: ContactHistoryQuery,
    viewer: Principal,
  ): Promise<ContactHistoryEntry[]> {
    const [contactId] = ids;
    if (contactId === undefined) return [];
    const query = { limit, ...(before !== undefined && { to: before }) };
    const { items } = await this.calls.page(query, { ...scopeOf(viewer), contactId });
    return items.map((row) => ({
      kind: 'call',
      id: row.id,
      at: row.started_at.toISOString(),
      path: `/calls/${row.id}`,
      facts: {
        direction: row.direction,
        outcome: row.outcome,
        number: row.number,
        agent: row.agent_name,
        queue: row.queue_name,
        classifier: row.classifier_name,
        note: row.note,
        talkMs: row.talk_ms,
      },
    }));
  }
}

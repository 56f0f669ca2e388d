import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../../../platform/database';
import { ContactStore } from '../../records';

/** A conversation as a script sees it. */
export interface Conversation {
  readonly callId: string;
  readonly participants: readonly string[];
  readonly queueId: string | null;
  readonly campaignId: string | null;
  /** The call's contact, else the one who is known by the number. */
  readonly contactId: string | null;
  readonly number: string | null;
  readonly variables: Readonly<Record<string, string | null>>;
}

interface Row {
  readonly participants: string[];
  readonly queue_id: string | null;
  readonly queue: string | null;
  readonly campaign_id: string | null;
  readonly contact_id: string | null;
  readonly number: string | null;
  readonly own_number: string | null;
  readonly direction: string;
  readonly note: string | null;
  readonly agent: string | null;
  readonly extension: string | null;
}

/** Calls, their contacts and what texts and addresses say of them. */
@Injectable()
export class ConversationView {
  constructor(private readonly contacts: ContactStore) {}

  async find(tx: Transaction, callId: string, agentId: string): Promise<Conversation | null> {
    const [row] = await tx.query<Row[]>(
      `select c.participants, c.queue_id, q.name as queue, c.contact_id, c.number, c.own_number, c.direction, c.note,
         (select a.campaign_id from dial_attempt a where a.call_id = c.id) as campaign_id,
         u.first_name || ' ' || u.last_name as agent, u.extension
       from call c left join queue q on q.id = c.queue_id left join app_user u on u.id = $2 where c.id = $1`,
      [callId, agentId],
    );
    if (!row) return null;
    const known = row.contact_id === null && row.number !== null ? await this.contacts.byPhone(tx, row.number) : null;
    const contactId = row.contact_id ?? known?.id ?? null;
    const { participants, queue_id: queueId, campaign_id: campaignId, number } = row;
    const variables = { ...ofCall(callId, agentId, row), ...(await this.ofContact(tx, contactId)) };
    return { callId, participants, queueId, campaignId, contactId, number, variables };
  }

  private async ofContact(tx: Transaction, id: string | null): Promise<Record<string, string | null>> {
    const contact = id === null ? null : await this.contacts.find(tx, id);
    return {
      'contact.id': contact?.id ?? null,
      'contact.firstName': contact?.firstName ?? null,
      'contact.lastName': contact?.lastName ?? null,
      'contact.company': contact?.company ?? null,
      'contact.phone': contact?.phones[0] ?? null,
      'contact.email': contact?.emails[0] ?? null,
    };
  }
}

const ofCall = (callId: string, agentId: string, row: Row): Record<string, string | null> => ({
  'call.id': callId,
  'call.number': row.number,
  'call.ownNumber': row.own_number,
  'call.direction': row.direction,
  'call.queue': row.queue,
  'call.note': row.note,
  'agent.id': agentId,
  'agent.name': row.agent,
  'agent.extension': row.extension,
});

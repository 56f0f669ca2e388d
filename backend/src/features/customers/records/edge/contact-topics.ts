import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { RecordedEvent } from '../../../../kernel/journal';
import { Database } from '../../../../platform/database';
import { TopicRegistry } from '../../../../platform/realtime';

const TYPES = [
  'ContactCreated',
  'ContactChanged',
  'ContactsTaken',
  'ContactsMerged',
  'MergeUndone',
  'ContactErased',
  'RecordAdded',
  'RecordChanged',
  'RecordRemoved',
] as const;

interface Data {
  readonly contactId?: string;
  readonly mergedId?: string;
  readonly changedIds?: readonly string[];
}

/**
 * Entity `contact` on the topic `contacts`: only that it changed and to which version, since there are too many contacts to send; the
 * screens that show one read it again, with the rights of who looks.
 */
@Injectable()
export class ContactTopics implements OnModuleInit {
  constructor(
    private readonly registry: TopicRegistry,
    private readonly database: Database,
  ) {}

  onModuleInit(): void {
    this.registry.register({
      topic: 'contacts',
      entity: 'contact',
      permission: 'contacts.view',
      types: TYPES,
      affected: contactsOf,
      load: (ids) => this.versions(ids),
      loadAll: async () => new Map(),
      visibleTo: () => true,
    });
  }

  private async versions(ids: readonly string[]): Promise<ReadonlyMap<string, unknown>> {
    const rows = await this.database.read.query<{ id: string; version: number; at: Date }[]>(
      `select c.id, c.version, greatest(c.updated_at, (select max(r.updated_at) from record r where r.contact_id = c.id)) as at
       from contact c where c.id = any($1::uuid[])`,
      [ids],
    );
    return new Map(rows.map(({ id, version, at }) => [id, { id, version, at: at.toISOString() }]));
  }
}

function contactsOf({ data }: RecordedEvent): string[] {
  const { contactId, mergedId, changedIds = [] } = data as Data;
  return [contactId, mergedId, ...changedIds].filter((id) => id !== undefined);
}

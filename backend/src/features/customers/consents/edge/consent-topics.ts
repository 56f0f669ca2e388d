import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { RecordedEvent } from '../../../../kernel/journal';
import { Database } from '../../../../platform/database';
import { TopicRegistry } from '../../../../platform/realtime';
import { CONSENT_EVENT_TYPES, type ConsentEvent } from '../domain/consent-events';

const whose = (data: ConsentEvent['data']): readonly string[] =>
  'contactIds' in data ? data.contactIds : [data.contactId];

/** Entity `consents` on the topic `contacts`: that a contact's consents changed; open screens read them again. */
@Injectable()
export class ConsentTopics implements OnModuleInit {
  constructor(
    private readonly registry: TopicRegistry,
    private readonly database: Database,
  ) {}

  onModuleInit(): void {
    this.registry.register({
      topic: 'contacts',
      entity: 'consents',
      permission: 'consents.view',
      types: [...CONSENT_EVENT_TYPES],
      affected: ({ data }: RecordedEvent) => whose(data as ConsentEvent['data']),
      load: (ids) => this.counts(ids),
      loadAll: async () => new Map(),
      visibleTo: () => true,
    });
  }

  private async counts(ids: readonly string[]): Promise<ReadonlyMap<string, unknown>> {
    const rows = await this.database.read.query<{ id: string; entries: number }[]>(
      'select contact_id as id, count(*)::int as entries from consent_entry where contact_id = any($1::uuid[]) group by contact_id',
      [ids],
    );
    return new Map(rows.map(({ id, entries }) => [id, { id, entries }]));
  }
}

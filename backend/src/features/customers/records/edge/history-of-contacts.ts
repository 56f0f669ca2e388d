import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { ContactHistoryEntry, ContactHistoryQuery } from '#contracts';
import { Database } from '../../../../platform/database';
import { ContactHistory } from '../use-cases/contact-history';
import { RecordCampaigns } from '../use-cases/record-campaigns';

interface Row {
  readonly kind: string;
  readonly id: string;
  readonly at: Date;
  readonly facts: ContactHistoryEntry['facts'];
}

const SQL = `select * from (
    select 'record' as kind, r.id::text, r.created_at as at,
      jsonb_build_object('campaignId', r.campaign_id, 'source', s.name, 'sourceKind', s.kind) as facts
    from record r join record_source s on s.id = r.source_id where r.contact_id = any($1::uuid[])
    union all
    select 'consent', e.id::text, e.happened_at,
      jsonb_build_object('state', e.state, 'channel', e.channel, 'purpose', p.name, 'source', e.source)
    from consent_entry e join consent_purpose p on p.id = e.purpose where e.contact_id = any($1::uuid[])
    union all
    select 'merge', m.id::text, m.merged_at, jsonb_build_object('name', trim(k.first_name || ' ' || k.last_name))
    from contact_merge m join contact k on k.id = m.merged_id where m.golden_id = any($1::uuid[]) and m.undone_at is null
  ) as happened where $2::timestamptz is null or at < $2 order by at desc limit $3`;

/** What this feature itself knows of a contact's past: campaigns it came into, consents, merges. */
@Injectable()
export class HistoryOfContacts implements OnModuleInit {
  constructor(
    private readonly history: ContactHistory,
    private readonly campaigns: RecordCampaigns,
    private readonly database: Database,
  ) {}

  onModuleInit(): void {
    this.history.register({ entries: (ids, query) => this.entries(ids, query) });
  }

  private async entries(
    ids: readonly string[],
    { before, limit }: ContactHistoryQuery,
  ): Promise<ContactHistoryEntry[]> {
    const rows = await this.database.read.query<Row[]>(SQL, [ids, before ?? null, limit]);
    const names = await this.campaigns.names();
    return rows.map(({ kind, id, at, facts }) => ({
      kind,
      id,
      at: at.toISOString(),
      path: null,
      facts: kind === 'record' ? { ...facts, campaign: names.get(String(facts['campaignId'])) ?? null } : facts,
    }));
  }
}

import { Injectable } from '@nestjs/common';
import type { ContactHistoryEntry, ContactHistoryQuery } from '#contracts';
import { Database } from '../../../../platform/database';
import type { Principal } from '../../../../platform/http';

/** Something that happens with contacts: calls, later messages of every channel. */
export interface HistorySource {
  /** What this viewer may see, the newest first, before an instant when one is given; ids are a golden contact and all merged into it. */
  entries(
    contactIds: readonly string[],
    query: ContactHistoryQuery,
    viewer: Principal,
  ): Promise<readonly ContactHistoryEntry[]>;
}

/** Whoever deals with contacts registers here what happened with one, so that its page shows everything in one line of time. */
@Injectable()
export class ContactHistory {
  private readonly sources: HistorySource[] = [];

  constructor(private readonly database: Database) {}

  register(source: HistorySource): void {
    this.sources.push(source);
  }

  async of(contactId: string, query: ContactHistoryQuery, viewer: Principal): Promise<ContactHistoryEntry[]> {
    const rows = await this.database.read.query<{ id: string }[]>('select contacts_in(golden_contact($1)) as id', [
      contactId,
    ]);
    const ids = rows.map(({ id }) => id);
    const found = (await Promise.all(this.sources.map((source) => source.entries(ids, query, viewer)))).flat();
    const wanted = found.filter(({ kind }) => query.kind === undefined || query.kind.includes(kind));
    return wanted.sort((one, other) => other.at.localeCompare(one.at)).slice(0, query.limit);
  }
}

import { Injectable } from '@nestjs/common';
import type { ConsentStanding, ContactConsents } from '#contracts';
import { Database } from '../../../../platform/database';
import { UserDirectory } from '../../../house/identity';
import { ConsentStore } from '../data/consent.store';
import { checkConsent } from '../domain/check-consent';

/** A contact's consents as a page shows them. */
@Injectable()
export class ConsentsOfContact {
  constructor(
    private readonly database: Database,
    private readonly store: ConsentStore,
    private readonly users: UserDirectory,
  ) {}

  /** Null: there is no such contact. */
  async read(contactId: string): Promise<ContactConsents | null> {
    const tx = this.database.read;
    const goldenId = await this.store.goldenId(tx, contactId);
    if (goldenId === null) return null;
    const purposes = await this.store.purposes(tx);
    const ledger = await this.store.history(tx, goldenId);
    const holding = await this.store.ofContact(tx, goldenId);
    const standing = purposes
      .filter(({ active }) => active)
      .flatMap((purpose) =>
        purpose.channels.map((channel): ConsentStanding => {
          const held = holding.find((each) => each.channel === channel && each.purpose === purpose.id) ?? null;
          const { ok: allowed } = checkConsent(purpose, channel, [held]);
          return {
            channel,
            purpose: purpose.id,
            state: held?.state ?? null,
            happenedAt: held?.happenedAt ?? null,
            allowed,
          };
        }),
      );
    const people = await this.users.byIds(
      [...new Set(ledger.map(({ recordedBy }) => recordedBy))].filter((id) => /^[0-9a-f-]{36}$/.test(id)),
    );
    const named = ledger.map((entry) => ({ ...entry, recordedByName: people.get(entry.recordedBy)?.name ?? null }));
    return { purposes, standing, ledger: named };
  }
}

import { Injectable } from '@nestjs/common';
import type { Contact } from '#contracts';
import type { EventMeta } from '../../../../kernel/journal';
import { accepted, refused, type Outcome, type Refusal } from '../../../../kernel/outcome';
import { Database, type Transaction } from '../../../../platform/database';
import { Journal } from '../../../../platform/journal';
import type { Rules } from '../data/contact-rules';
import { DuplicateStore, type FoundPair } from '../data/duplicate.store';

/** Looks for contacts that are probably one; people decide. */
@Injectable()
export class Duplicates {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly store: DuplicateStore,
  ) {}

  /** After a contact was saved: the pairs with it that are to be looked at. */
  async look(tx: Transaction, contact: Contact, rules: Rules, meta: EventMeta): Promise<FoundPair[]> {
    const { recognition } = rules;
    const mine = recognition.profile(contact);
    const candidates = await this.store.candidates(tx, recognition.keys(contact));
    const pairs = candidates.flatMap((candidate): FoundPair[] => {
      if (candidate.id === contact.id) return [];
      const { verdict, score, reasons } = recognition.judge(mine, recognition.profile(candidate));
      return verdict === 'different' ? [] : [{ oneId: contact.id, otherId: candidate.id, score, reasons }];
    });
    await this.store.forget(
      tx,
      contact.id,
      pairs.map(({ otherId }) => otherId),
    );
    await this.store.note(tx, pairs, meta.at);
    return pairs;
  }

  /** They are two people: the pair is not shown again. */
  dismiss(
    { oneId, otherId }: { oneId: string; otherId: string },
    meta: EventMeta,
  ): Promise<Outcome<void, Refusal<'duplicate-not-found'>>> {
    return this.database.transaction(async (tx) => {
      const decision = { state: 'dismissed', by: meta.actor.id, at: meta.at } as const;
      if (!(await this.store.decide(tx, [oneId, otherId], decision))) return refused({ code: 'duplicate-not-found' });
      const event = { type: 'DuplicateDismissed', data: { oneId, otherId } };
      await this.journal.append(tx, `contact-${oneId}`, [event], meta);
      return accepted(undefined);
    });
  }
}

import { Inject, Injectable } from '@nestjs/common';
import type { AskedHlr, AskHlr } from '#contracts';
import type { EventMeta } from '../../../../kernel/journal';
import { accepted, refused, type Outcome, type Refusal } from '../../../../kernel/outcome';
import { parsePhoneNumber } from '../../../../kernel/phone-number';
import { Database, type Transaction } from '../../../../platform/database';
import { Journal } from '../../../../platform/journal';
import { Schedule } from '../../../../platform/schedule';
import { HlrStore, type Asked } from '../data/hlr.store';
import { NUMBER_LOOKUP, type NumberLookup } from '../port/number-lookup';

/** Timer by which waiting checks are asked. */
export const HLR_PASS = 'hlr.pass';

/** Numbers that shall be checked: they wait, and are asked about one after the other. */
@Injectable()
export class AskChecks {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly schedule: Schedule,
    private readonly store: HlrStore,
    @Inject(NUMBER_LOOKUP) private readonly lookup: NumberLookup,
  ) {}

  async byHand(
    { numbers, campaignId, fresh }: AskHlr,
    meta: EventMeta,
  ): Promise<Outcome<AskedHlr, Refusal<'hlr-not-configured'>>> {
    if (this.lookup.atOnce === 0) return refused({ code: 'hlr-not-configured' });
    const given = [...new Set(numbers.map(e164))];
    const wanted = campaignId === null ? { numbers: given } : { campaignId };
    return this.database.transaction(async (tx) => {
      const { mobile, asked } = await this.ask(tx, wanted, { reason: 'manual', fresh, campaignId }, meta);
      return accepted({ asked, notMobile: campaignId === null ? given.length - mobile : 0, waiting: mobile - asked });
    });
  }

  /** Numbers that have just been added, when the settings say so. */
  async added(tx: Transaction, asked: Asked, meta: EventMeta): Promise<void> {
    if (this.lookup.atOnce === 0 || !(await this.store.settings(tx)).automatic) return;
    await this.ask(tx, asked, { reason: 'added', fresh: false, campaignId: null }, meta);
  }

  private async ask(
    tx: Transaction,
    asked: Asked,
    how: { reason: 'added' | 'manual'; fresh: boolean; campaignId: string | null },
    meta: EventMeta,
  ): Promise<{ mobile: number; asked: number }> {
    const done = await this.store.ask(tx, asked, { ...how, at: meta.at });
    if (done.asked === 0) return done;
    const data = { asked: done.asked, reason: how.reason, campaignId: how.campaignId };
    await this.journal.append(tx, 'hlr-checks', [{ type: 'NumberChecksAsked', data }], meta);
    await this.schedule.at(tx, { key: HLR_PASS, due: meta.at, command: HLR_PASS, payload: null });
    return done;
  }
}

const e164 = (text: string): string => {
  const parsed = parsePhoneNumber(text);
  return parsed.ok ? parsed.value.e164 : text;
};

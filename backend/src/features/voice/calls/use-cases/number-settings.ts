import { Inject, Injectable } from '@nestjs/common';
import type { InboundNumber, SaveNumber } from '#contracts';
import { IDS, type Ids } from '../../../../kernel/ids';
import type { EventMeta } from '../../../../kernel/journal';
import { accepted, refused, type Outcome, type Refusal } from '../../../../kernel/outcome';
import { parsePhoneNumber } from '../../../../kernel/phone-number';
import { Database, sqlState, type Transaction } from '../../../../platform/database';
import { Journal } from '../../../../platform/journal';
import { Ivr } from '../../ivr';
import { NumberStore } from '../data/number.store';

/** `number-taken`: it is one of ours already; `queue-not-found`: where it should lead. */
export type NumberRefusal = Refusal<
  | 'number-not-valid'
  | 'prefix-not-valid'
  | 'range-not-valid'
  | 'number-taken'
  | 'number-not-found'
  | 'queue-not-found'
  | 'target-not-found'
  | 'flow-not-published'
  | 'one-target'
  | 'changed-meanwhile'
>;
type Saved = Outcome<InboundNumber, NumberRefusal>;

/** Our inbound numbers: a table and a journal entry; the next call follows it. */
@Injectable()
export class NumberSettings {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly numbers: NumberStore,
    private readonly ivr: Ivr,
    @Inject(IDS) private readonly ids: Ids,
  ) {}

  create(given: SaveNumber, meta: EventMeta): Promise<Saved> {
    return this.saving(given, async (tx, value) => {
      const id = this.ids.next();
      await this.numbers.insert(tx, id, value);
      return this.announce(tx, id, meta);
    });
  }

  async update(id: string, change: Partial<SaveNumber> & { version: number }, meta: EventMeta): Promise<Saved> {
    const current = await this.numbers.find(this.database.read, id);
    if (!current) return refused({ code: 'number-not-found' });
    // Whoever names the one target means it instead of the other.
    const named = TARGETS.some((target) => change[target]);
    const others = named ? { queueId: null, flowId: null, ringGroupId: null, userId: null } : {};
    return this.saving({ ...current, ...others, ...change }, async (tx, value) => {
      if (!(await this.numbers.update(tx, id, value, change.version))) return refused({ code: 'changed-meanwhile' });
      return this.announce(tx, id, meta);
    });
  }

  async remove(id: string, meta: EventMeta): Promise<Outcome<void, NumberRefusal>> {
    return this.database.transaction(async (tx) => {
      const number = await this.numbers.find(tx, id);
      if (!number || !(await this.numbers.remove(tx, id))) return refused({ code: 'number-not-found' });
      await this.journal.append(
        tx,
        `number-${id}`,
        [{ type: 'NumberRemoved', data: { numberId: id, number: number.number } }],
        meta,
      );
      return accepted(undefined);
    });
  }

  private async announce(tx: Transaction, id: string, meta: EventMeta): Promise<Saved> {
    const number = await this.numbers.find(tx, id);
    if (!number) return refused({ code: 'number-not-found' });
    await this.journal.append(tx, `number-${id}`, [{ type: 'NumberSaved', data: { numberId: id, ...number } }], meta);
    return accepted(number);
  }

  private async saving(
    given: SaveNumber,
    work: (tx: Transaction, value: SaveNumber) => Promise<Saved>,
  ): Promise<Saved> {
    const extent = extentOf(given);
    if (!extent.ok) return extent;
    try {
      return await this.database.transaction(async (tx) => {
        if (TARGETS.filter((target) => given[target] !== null).length !== 1) return refused({ code: 'one-target' });
        if (given.flowId !== null && !(await this.ivr.isLive(tx, given.flowId)))
          return refused({ code: 'flow-not-published' });
        return work(tx, { ...given, ...extent.value });
      });
    } catch (error) {
      if (sqlState(error) === '23505') return refused({ code: 'number-taken' });
      if (sqlState(error) === '23503') return refused({ code: given.queueId ? 'queue-not-found' : 'target-not-found' });
      throw error;
    }
  }
}

const TARGETS = ['queueId', 'flowId', 'ringGroupId', 'userId'] as const;

type Extent = Pick<SaveNumber, 'number' | 'lastNumber'>;

/** Which numbers are meant, in E.164. A range is of numbers that are equally long. */
function extentOf({ number, extent, lastNumber }: SaveNumber): Outcome<Extent, NumberRefusal> {
  if (extent === 'prefix') {
    const prefix = number.replace(/[\s-]/g, '');
    return /^\+[1-9]\d{1,14}$/.test(prefix)
      ? accepted({ number: prefix, lastNumber: null })
      : refused({ code: 'prefix-not-valid' });
  }
  const first = parsePhoneNumber(number);
  if (!first.ok) return refused({ code: 'number-not-valid' });
  if (extent === 'one') return accepted({ number: first.value.e164, lastNumber: null });
  const last = parsePhoneNumber(lastNumber ?? '');
  const [from, to] = [first.value.e164, last.ok ? last.value.e164 : ''];
  return from.length === to.length && from < to
    ? accepted({ number: from, lastNumber: to })
    : refused({ code: 'range-not-valid' });
}

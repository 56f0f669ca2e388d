import { Inject, Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';
import type { BreakKind } from '#contracts';
import { IDS, type Ids } from '../../../../kernel/ids';
import type { EventMeta } from '../../../../kernel/journal';
import { accepted, refused, type Outcome, type Refusal } from '../../../../kernel/outcome';
import { Database, type Transaction } from '../../../../platform/database';
import { Journal } from '../../../../platform/journal';
import { Schedule } from '../../../../platform/schedule';
import { UserDirectory } from '../../../house/identity';
import { BreakKindStore } from '../data/break-kind.store';
import { BreakStore } from '../data/break.store';
import { breakRoomDecider, type BreakRoomCommand, type BreakRoomRefusal } from '../domain/break-room';
import { holdingAt } from '../domain/break-limits';
import type { KindThen } from '../domain/break-room-events';

type Order = BreakRoomCommand extends infer C ? (C extends BreakRoomCommand ? Omit<C, 'limits'> : never) : never;

/** `break-kind-not-found`: not there, or not offered any more; `agent-offline`: breaks are for those who work. */
export type BreakRefusal = BreakRoomRefusal | Refusal<'break-kind-not-found'>;

export const BREAKS_SETTLE = 'breaks.settle';
const ZONE = 'Europe/Warsaw';
const ROOM = 'room';
const MINUTE_MS = 60_000;

/** The one way to ask for a break, to answer, to force and to give a place back. */
@Injectable()
export class BreakRoom {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly schedule: Schedule,
    private readonly kinds: BreakKindStore,
    private readonly breaks: BreakStore,
    private readonly users: UserDirectory,
    @Inject(IDS) private readonly ids: Ids,
  ) {}

  ask(agentId: string, kindId: string, meta: EventMeta): Promise<Outcome<{ breakId: string }, BreakRefusal>> {
    return this.enter({ agentId, kindId }, meta, (asked) => ({ type: 'Ask', ...asked }));
  }

  force(
    agentId: string,
    { kindId, note }: { kindId: string; note: string },
    meta: EventMeta,
  ): Promise<Outcome<{ breakId: string }, BreakRefusal>> {
    return this.enter({ agentId, kindId }, meta, (asked) => ({ type: 'Force', ...asked, note }));
  }

  async order(order: Order, meta: EventMeta): Promise<Outcome<void, BreakRoomRefusal>> {
    return this.database.transaction((tx) => this.handle(tx, order, meta));
  }

  private enter(
    { agentId, kindId }: { agentId: string; kindId: string },
    meta: EventMeta,
    orderOf: (asked: { breakId: string; agentId: string; kind: KindThen; groupIds: readonly string[] }) => Order,
  ): Promise<Outcome<{ breakId: string }, BreakRefusal>> {
    return this.database.transaction(async (tx) => {
      const kind = await this.kinds.kind(tx, kindId);
      if (!kind?.active) return refused({ code: 'break-kind-not-found' });
      const groupIds = (await this.users.byIds([agentId], tx)).get(agentId)?.groupIds ?? [];
      const breakId = this.ids.next();
      const done = await this.handle(tx, orderOf({ breakId, agentId, kind: then(kind), groupIds }), meta);
      return done.ok ? accepted({ breakId }) : done;
    });
  }

  /** While somebody waits, the clock looks every minute whether the hour has changed the limits. */
  private async handle(tx: Transaction, order: Order, meta: EventMeta): Promise<Outcome<void, BreakRoomRefusal>> {
    const local = DateTime.fromMillis(meta.at, { zone: ZONE });
    const limits = holdingAt(await this.kinds.placeLimits(tx), local.hour * 60 + local.minute);
    const command: BreakRoomCommand = { ...order, limits };
    const outcome = await this.journal.handle(tx, breakRoomDecider, ROOM, command, meta);
    if (!outcome.ok) return outcome;
    for (const event of outcome.value.events) await this.breaks.follow(tx, event);
    const waits = outcome.value.state.entries.some(({ stage }) => stage === 'waiting');
    if (waits) {
      const due = (Math.floor(meta.at / MINUTE_MS) + 1) * MINUTE_MS;
      await this.schedule.at(tx, { key: BREAKS_SETTLE, due, command: BREAKS_SETTLE, payload: {} });
    } else if (outcome.value.events.length > 0) await this.schedule.cancel(tx, BREAKS_SETTLE);
    return accepted(undefined);
  }
}

const then = ({ id, name, paid, limitSeconds, approval, conditional }: BreakKind): KindThen => ({
  kindId: id,
  name,
  paid,
  limitMs: limitSeconds === null ? null : limitSeconds * 1000,
  approval,
  conditional,
});

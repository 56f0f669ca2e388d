import { Inject, Injectable } from '@nestjs/common';
import type { FieldError, Order } from '#contracts';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { accepted, refused, type Outcome } from '../../../../kernel/outcome';
import { Database } from '../../../../platform/database';
import type { Cause } from '../../../../platform/http';
import { Journal } from '../../../../platform/journal';
import { OrderStore } from '../data/order.store';
import { orderErrors } from '../domain/check-order';

export type OrderRefusal =
  { readonly code: 'stale-version' } | { readonly code: 'order-invalid'; readonly errors: readonly FieldError[] };

/** Puts another Order in force; the journal keeps the one before. */
@Injectable()
export class ChangeOrder {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly orders: OrderStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async change(order: Order, cause: Cause): Promise<Outcome<Order, OrderRefusal>> {
    const errors = orderErrors(order);
    if (errors.length > 0) return refused({ code: 'order-invalid', errors });
    return this.database.transaction(async (tx) => {
      const before = await this.orders.lock(tx);
      if (before.version !== order.version) return refused({ code: 'stale-version' });
      const after = { ...order, version: before.version + 1 };
      await this.orders.write(tx, after);
      await this.journal.append(tx, 'order-current', [{ type: 'OrderChanged', data: { before, after } }], {
        at: this.clock.now(),
        ...cause,
      });
      return accepted(after);
    });
  }
}

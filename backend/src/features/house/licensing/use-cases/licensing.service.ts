import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Feature, Order } from '#contracts';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import type { Outcome } from '../../../../kernel/outcome';
import type { Transaction } from '../../../../platform/database';
import type { FeatureGate } from '../../../../platform/http';
import { MeterStore } from '../data/meter.store';
import { OrderStore } from '../data/order.store';
import { billingPeriod } from '../domain/billing-period';
import { featuresOf, hasFeature } from '../domain/catalogue';
import { isSold } from '../domain/check-order';
import { allowance, meterOf } from '../domain/meters';
import { checkCap, checkHardStop, type LimitReached } from '../domain/usage';

/** What the Order allows: functions, licences, caps. The one place that other features ask. */
@Injectable()
export class LicensingService implements FeatureGate {
  constructor(
    private readonly orders: OrderStore,
    private readonly meters: MeterStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  order(from?: EntityManager): Promise<Order> {
    return this.orders.read(from);
  }

  /** Whether the Order contains a function, by its id in the feature table. */
  async has(featureId: string): Promise<boolean> {
    return hasFeature(await this.orders.read(), featureId);
  }

  allows(featureId: string): Promise<boolean> {
    return this.has(featureId);
  }

  async features(): Promise<Feature[]> {
    const order = await this.orders.read();
    return featuresOf(order).map((feature) => ({ ...feature, sold: isSold(order, feature.id) }));
  }

  /** Concurrent sessions that the Order pays for. */
  async licences(from: EntityManager): Promise<number> {
    return (await this.orders.read(from)).licences;
  }

  /** How much of a limit there is, packs included: bytes for `limit-disk-space`. */
  async allowance(meterId: string): Promise<number> {
    return allowance(meterOf(meterId), await this.orders.read());
  }

  /**
   * Whether one more object may be added under a hard cap (`limit-queues`, `limit-email-accounts`). `count` is asked after a lock that
   * makes additions of this kind wait for each other until the transaction ends, so the cap is exact.
   */
  async checkHardCap(
    tx: Transaction,
    meterId: string,
    count: () => Promise<number>,
  ): Promise<Outcome<void, LimitReached>> {
    await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`cap ${meterId}`]);
    return checkCap(meterId, await this.orders.read(tx), await count());
  }

  /** Whether `amount` more may be used of a metered limit; refuses only past a hard stop that an administrator has set. */
  async checkMetered(tx: Transaction, meterId: string, amount: number): Promise<Outcome<void, LimitReached>> {
    const order = await this.orders.read(tx);
    if (!order.hardStops.some((stop) => stop.meterId === meterId)) return checkHardStop(meterId, order, 0);
    const meter = meterOf(meterId);
    // The highest number is charged; what may be added depends on the present one.
    const counted = meter.counting === 'highest' ? ({ ...meter, counting: 'now' } as const) : meter;
    const measured = await this.meters.measure(counted, billingPeriod(this.clock.now(), order.timeZone), tx);
    const used = 'perUser' in measured ? Math.max(0, ...measured.perUser) : measured.used;
    return checkHardStop(meterId, order, used + amount);
  }
}

import { Inject, Injectable } from '@nestjs/common';
import type { Usage } from '#contracts';
import { CLOCK, type Clock, type Instant } from '../../../../kernel/clock';
import { MeterStore } from '../data/meter.store';
import { OrderStore } from '../data/order.store';
import { billingPeriod } from '../domain/billing-period';
import { METERS, meterOf, type Meter } from '../domain/meters';
import { usageOf } from '../domain/usage';

/** Use against limits in the billing period around a moment. */
@Injectable()
export class UsageReport {
  constructor(
    private readonly orders: OrderStore,
    private readonly meters: MeterStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  at(moment: Instant = this.clock.now()): Promise<Usage[]> {
    return Promise.all(METERS.map((meter) => this.measured(meter, moment)));
  }

  /** One meter in the present period. */
  of(meterId: string): Promise<Usage> {
    return this.measured(meterOf(meterId), this.clock.now());
  }

  private async measured(meter: Meter, moment: Instant): Promise<Usage> {
    const order = await this.orders.read();
    const period = billingPeriod(moment, order.timeZone);
    const usage = usageOf(meter, order, await this.meters.measure(meter, period));
    const { id: meterId, namePl, nameEn, kind, unit } = meter;
    const shown = { from: new Date(period.from).toISOString(), to: new Date(period.to).toISOString() };
    return { meterId, namePl, nameEn, kind, unit, ...usage, period: shown };
  }
}

import type { Order } from '#contracts';
import { accepted, refused, type Outcome } from '../../../../kernel/outcome';
import { allowance, meterOf, packAmount, type Meter } from './meters';

/** What was counted in a period: one number, or one for each user. */
export type Measured = { readonly used: number } | { readonly perUser: readonly number[] };

export interface MeterUsage {
  readonly used: number;
  readonly included: number;
  readonly packs: number;
  readonly overage: number;
  readonly chargeGrosze: number;
  readonly hardStop: number | null;
}

type OrderTerms = Pick<Order, 'package' | 'addOns' | 'licences' | 'rates' | 'hardStops'>;

/** Order of use: the included amount, then packs, then the Order's rate for each unit past both. Caps never charge: they block. */
export function usageOf(meter: Meter, order: OrderTerms, measured: Measured): MeterUsage {
  const included = meter.included(order);
  const packs = packAmount(meter, order);
  const counts = 'perUser' in measured ? measured.perUser : [measured.used];
  const overage =
    meter.kind === 'metered' ? counts.reduce((sum, count) => sum + Math.max(0, count - included - packs), 0) : 0;
  const rate = order.rates.find(({ meterId }) => meterId === meter.id)?.grosze ?? 0;
  return {
    used: counts.reduce((sum, count) => sum + count, 0),
    included,
    packs,
    overage,
    chargeGrosze: overage * rate,
    hardStop: order.hardStops.find(({ meterId }) => meterId === meter.id)?.at ?? null,
  };
}

export interface LimitReached {
  readonly code: 'limit-reached';
  readonly meterId: string;
  readonly limit: number;
}

/** Whether one more object may be added to `current` under a hard cap. */
export function checkCap(meterId: string, order: OrderTerms, current: number): Outcome<void, LimitReached> {
  const limit = allowance(meterOf(meterId), order);
  return current < limit ? accepted(undefined) : refused({ code: 'limit-reached', meterId, limit });
}

/** Metered limits never block, unless an administrator has set a hard stop of one's own. */
export function checkHardStop(meterId: string, order: OrderTerms, after: number): Outcome<void, LimitReached> {
  const stop = order.hardStops.find((each) => each.meterId === meterId);
  return !stop || after <= stop.at ? accepted(undefined) : refused({ code: 'limit-reached', meterId, limit: stop.at });
}

import type { Order, ReportingLimits } from '#contracts';

export const FEATURE = 'reporting-database';

/** Of every order, before what is bought on top. */
const INCLUDED: ReportingLimits = { connections: 1, megabitsPerSecond: 1, months: 3 };

/** What the Order gives; all zero when it has no reporting database. */
export function limitsOf({ addOns }: Pick<Order, 'addOns'>): ReportingLimits {
  const bought = (featureId: string): number =>
    addOns.filter((addOn) => addOn.featureId === featureId).reduce((sum, { quantity }) => sum + quantity, 0);
  // paid in every package: without it in the Order there is none
  if (bought(FEATURE) === 0) return { connections: 0, megabitsPerSecond: 0, months: 0 };
  return {
    connections: INCLUDED.connections + bought('reporting-database-extra-connection'),
    megabitsPerSecond: INCLUDED.megabitsPerSecond + bought('reporting-database-extra-transfer'),
    months: INCLUDED.months + bought('reporting-database-extra-month'),
  };
}

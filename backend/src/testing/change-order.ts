import type { Order } from '#contracts';
import { ChangeOrder, LicensingService } from '../features/house/licensing';
import type { CallWorld } from './call-world';

/** The order of this world says so from now on: another package, further add-ons. */
export async function changeOrder(world: CallWorld, change: Partial<Order>): Promise<void> {
  const order = await world.app.get(LicensingService).order();
  const cause = { actor: { kind: 'system', id: 'test' }, correlation: 'order', causation: null } as const;
  const changed = await world.app.get(ChangeOrder).change({ ...order, ...change }, cause);
  if (!changed.ok) throw new Error(changed.refusal.code);
  await world.settle();
}

import { orderSchema, type Order } from '#contracts';
import { orderForm, orderOf, showOrder } from './order-form';

const order: Order = {
  package: 'pro',
  licences: 30,
  slaLevel: 'progres',
  startDay: '2026-01-01',
  timeZone: 'Europe/Warsaw',
  monthlyFee: 123_45,
  addOns: [{ featureId: 'webphone-mobile', quantity: 5 }],
  rates: [{ meterId: 'calls', grosze: 19 }],
  hardStops: [{ meterId: 'sms', at: 1000 }],
  version: 4,
};

describe('order form', () => {
  it('gives back what it was shown, to the grosz', () => {
    const form = orderForm();
    showOrder(form, order);
    expect(form.controls.monthlyFee.value).toBe(123.45);
    expect(orderOf(form, 4)).toEqual(order);
    expect(orderSchema.safeParse(orderOf(form, 4)).success).toBe(true);
  });
  it('never sends a broken grosz', () => {
    const form = orderForm();
    showOrder(form, order);
    form.controls.monthlyFee.setValue(0.1 + 0.2);
    expect(orderOf(form, 4).monthlyFee).toBe(30);
  });
});

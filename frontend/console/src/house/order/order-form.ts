import { FormArray, FormControl, FormGroup, Validators } from '@angular/forms';
import type { Order } from '#contracts';

export type OrderForm = ReturnType<typeof orderForm>;

const GROSZE_IN_ZLOTY = 100;
const text = (value = '') => new FormControl(value, { nonNullable: true, validators: [Validators.required] });
const amount = (value = 0, min = 0) =>
  new FormControl(value, { nonNullable: true, validators: [Validators.required, Validators.min(min)] });

export const addOnRow = (featureId = '', quantity = 1) =>
  new FormGroup({ featureId: text(featureId), quantity: amount(quantity, 1) });
export const rateRow = (meterId = '', zloty = 0) => new FormGroup({ meterId: text(meterId), zloty: amount(zloty) });
export const hardStopRow = (meterId = '', at = 0) => new FormGroup({ meterId: text(meterId), at: amount(at) });

/** The Order; money is typed in złoty and sent in grosze. */
export function orderForm() {
  return new FormGroup({
    package: new FormControl<Order['package']>('standard', { nonNullable: true }),
    licences: amount(1, 1),
    slaLevel: new FormControl<Order['slaLevel']>('standard', { nonNullable: true }),
    startDay: text(),
    timeZone: text('Europe/Warsaw'),
    monthlyFee: amount(),
    addOns: new FormArray<ReturnType<typeof addOnRow>>([]),
    rates: new FormArray<ReturnType<typeof rateRow>>([]),
    hardStops: new FormArray<ReturnType<typeof hardStopRow>>([]),
  });
}

export function showOrder(form: OrderForm, order: Order): void {
  form.setControl(
    'addOns',
    new FormArray(order.addOns.map(({ featureId, quantity }) => addOnRow(featureId, quantity))),
  );
  form.setControl(
    'rates',
    new FormArray(order.rates.map(({ meterId, grosze }) => rateRow(meterId, grosze / GROSZE_IN_ZLOTY))),
  );
  form.setControl('hardStops', new FormArray(order.hardStops.map(({ meterId, at }) => hardStopRow(meterId, at))));
  const { addOns: _addOns, rates: _rates, hardStops: _hardStops, monthlyFee, ...fields } = order;
  form.patchValue({ ...fields, monthlyFee: monthlyFee / GROSZE_IN_ZLOTY });
}

const grosze = (zloty: number): number => Math.round(zloty * GROSZE_IN_ZLOTY);

export function orderOf(form: OrderForm, version: number): Order {
  const { rates, monthlyFee, ...fields } = form.getRawValue();
  return {
    ...fields,
    monthlyFee: grosze(monthlyFee),
    rates: rates.map(({ meterId, zloty }) => ({ meterId, grosze: grosze(zloty) })),
    version,
  };
}

import type { FieldError, Order } from '#contracts';
import { isTimeZone } from './billing-period';
import { CATALOGUE } from './catalogue';
import { isMeter, isPack, meterOf } from './meters';

type OrderDocument = Omit<Order, 'version'>;

const wrong = (field: string, rule: string, message: string): FieldError => ({ field, rule, message });

/** What is wrong with an Order beyond its shape; empty when it can be agreed on. */
export function orderErrors(order: OrderDocument): FieldError[] {
  return [
    ...(isTimeZone(order.timeZone) ? [] : [wrong('timeZone', 'time-zone', 'Not a time zone such as Europe/Warsaw')]),
    ...order.addOns.flatMap(({ featureId }, index) => addOnErrors(order, featureId, index)),
    ...repeated(
      order.addOns.map(({ featureId }) => featureId),
      'addOns',
      'featureId',
    ),
    ...order.rates.flatMap(({ meterId }, index) => (isMeter(meterId) ? [] : [unknownMeter(`rates.${index}.meterId`)])),
    ...repeated(
      order.rates.map(({ meterId }) => meterId),
      'rates',
      'meterId',
    ),
    ...order.hardStops.flatMap(({ meterId }, index) => hardStopErrors(meterId, `hardStops.${index}.meterId`)),
    ...repeated(
      order.hardStops.map(({ meterId }) => meterId),
      'hardStops',
      'meterId',
    ),
  ];
}

/** Whether it can be bought on top of the package: what the package table says is paid, and what is sold by quantity beside it. */
export function isSold(order: Pick<Order, 'package'>, featureId: string): boolean {
  const paid = CATALOGUE.get(featureId)?.availability[order.package] === 'paid';
  return paid || isPack(featureId) || featureId.startsWith('training-') || featureId.includes('-extra-');
}

function addOnErrors(order: OrderDocument, featureId: string, index: number): FieldError[] {
  const field = `addOns.${index}.featureId`;
  if (!CATALOGUE.has(featureId)) return [wrong(field, 'unknown-feature', 'No such function')];
  return isSold(order, featureId) ? [] : [wrong(field, 'not-sold', 'This function is not sold on top of the package')];
}

const unknownMeter = (field: string): FieldError => wrong(field, 'unknown-meter', 'No such limit');

function hardStopErrors(meterId: string, field: string): FieldError[] {
  if (!isMeter(meterId)) return [unknownMeter(field)];
  return meterOf(meterId).kind === 'metered' ? [] : [wrong(field, 'not-metered', 'This limit blocks by itself')];
}

const repeated = (ids: readonly string[], list: string, key: string): FieldError[] =>
  ids.flatMap((id, index) =>
    ids.indexOf(id) === index ? [] : [wrong(`${list}.${index}.${key}`, 'repeated', 'Already in the list')],
  );

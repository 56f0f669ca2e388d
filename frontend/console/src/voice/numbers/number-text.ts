import type { InboundNumber } from '#contracts';
import { phoneText } from '../../platform/time/formats';

/** `22 100 01 00`, `22 100 01 00 – 22 100 01 99`, or `+48 22 10…`. */
export function numberText({
  number,
  extent,
  lastNumber,
}: Pick<InboundNumber, 'number' | 'extent' | 'lastNumber'>): string {
  if (extent === 'range') return `${phoneText(number)} – ${phoneText(lastNumber)}`;
  return extent === 'prefix' ? `${number}…` : phoneText(number);
}

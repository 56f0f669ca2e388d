import { WALL_UNITS, type WallMetric } from '#contracts';
import { clockText } from '../../platform/time/formats';

export const isShare = (metric: WallMetric | null): boolean => metric !== null && WALL_UNITS[metric] === 'share';
export const isTime = (metric: WallMetric | null): boolean => metric !== null && WALL_UNITS[metric] === 'seconds';

export function wallText(metric: WallMetric, value: number | null, locale: string): string {
  if (value === null) return '–';
  if (isTime(metric)) return clockText(value);
  return isShare(metric)
    ? value.toLocaleString(locale, { style: 'percent', maximumFractionDigits: 0 })
    : value.toLocaleString(locale);
}

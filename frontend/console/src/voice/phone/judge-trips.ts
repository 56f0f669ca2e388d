import { mosOf } from './link-quality';

/** The specification's bounds (network-quality): delay one way, in milliseconds and percent. */
export const LINK_BOUNDS = { delayMs: 50, jitterMs: 50, lossPercent: 0.05 } as const;
export type LinkFigure = keyof typeof LINK_BOUNDS;

export interface LinkVerdict {
  readonly figures: readonly { readonly name: LinkFigure; readonly value: number; readonly ok: boolean }[];
  readonly mos: number;
  readonly ok: boolean;
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

/** Round trips in milliseconds, null for one that was not answered in time; null: none was. */
export function judgeTrips(trips: readonly (number | null)[]): LinkVerdict | null {
  const answered = trips.filter((trip) => trip !== null);
  if (answered.length === 0) return null;
  const roundTripMs = mean(answered);
  const measured = {
    delayMs: Math.round(roundTripMs / 2),
    jitterMs: Math.round(mean(answered.slice(1).map((trip, index) => Math.abs(trip - (answered[index] ?? trip))))),
    lossPercent: ((trips.length - answered.length) / trips.length) * 100,
  };
  const names = Object.keys(LINK_BOUNDS) as LinkFigure[];
  const figures = names.map((name) => ({ name, value: measured[name], ok: measured[name] <= LINK_BOUNDS[name] }));
  return { figures, mos: mosOf({ ...measured, roundTripMs }), ok: figures.every(({ ok }) => ok) };
}

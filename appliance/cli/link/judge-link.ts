/** What a line did over many small packets: milliseconds and a share of 1. */
export interface LinkQuality {
  readonly delayMs: number;
  readonly jitterMs: number;
  readonly loss: number;
  readonly sent: number;
}

/** The specification's bounds (network-quality). */
export const BOUNDS = { delayMs: 50, jitterMs: 50, loss: 0.0005 } as const;

export interface LinkVerdict {
  readonly what: keyof typeof BOUNDS;
  readonly ok: boolean;
  readonly measured: number;
  readonly bound: number;
}

/** Each figure against its bound. A single packet lost of fewer than 2000 says nothing about 0.05 %: it counts as too many all the same. */
export const judgeLink = (quality: LinkQuality): readonly LinkVerdict[] =>
  (['delayMs', 'jitterMs', 'loss'] as const).map((what) => ({
    what,
    ok: quality[what] <= BOUNDS[what],
    measured: quality[what],
    bound: BOUNDS[what],
  }));

/** Out of what `ping` says: delay is half a round trip, jitter the mean change from one packet to the next. Null when nothing came back. */
export function readPing(text: string): LinkQuality | null {
  const trips = [...text.matchAll(/time=([\d.]+) ms/g)].map((match) => Number(match[1]));
  const sent = Number(/(\d+) packets transmitted/.exec(text)?.[1] ?? 0);
  if (trips.length === 0 || sent === 0) return null;
  const changes = trips.slice(1).map((trip, index) => Math.abs(trip - (trips[index] ?? trip)));
  const mean = (values: readonly number[]) =>
    values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
  const rounded = (value: number) => Math.round(value * 100) / 100;
  return {
    delayMs: rounded(mean(trips) / 2),
    jitterMs: rounded(mean(changes)),
    loss: (sent - trips.length) / sent,
    sent,
  };
}

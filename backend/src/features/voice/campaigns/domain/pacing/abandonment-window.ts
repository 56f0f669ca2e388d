/** Live answers and abandoned calls of the rolling window, in buckets of five minutes. */
export interface AbandonmentBucket {
  readonly start: number;
  readonly answered: number;
  readonly abandoned: number;
}

export type AbandonmentWindow = readonly AbandonmentBucket[];

const BUCKET_SECONDS = 300;

export function countAnswered(
  window: AbandonmentWindow,
  at: number,
  { abandoned, windowSeconds }: { abandoned: boolean; windowSeconds: number },
): AbandonmentWindow {
  const start = Math.floor(at / BUCKET_SECONDS) * BUCKET_SECONDS;
  const last = window.at(-1);
  const more = abandoned ? 1 : 0;
  if (last && last.start >= start) {
    const grown = { start: last.start, answered: last.answered + 1, abandoned: last.abandoned + more };
    return [...window.slice(0, -1), grown];
  }
  const oldest = at - windowSeconds - 2 * BUCKET_SECONDS;
  return [...window.filter((each) => each.start >= oldest), { start, answered: 1, abandoned: more }];
}

/** What counted last as an abandoned person was a machine. */
export function withoutAbandoned(window: AbandonmentWindow): AbandonmentWindow {
  const at = window.findLastIndex(({ abandoned }) => abandoned > 0);
  return window.map((each, index) =>
    index === at ? { ...each, answered: each.answered - 1, abandoned: each.abandoned - 1 } : each,
  );
}

/**
 * What the window is sure to hold until `marginSeconds` from now: answers of a bucket that begins to leave by then no longer
 * count, abandoned calls count until their bucket has left altogether. So no call dialled now can be judged by a window that
 * is worse than this one.
 */
export function windowTotals(
  window: AbandonmentWindow,
  now: number,
  { windowSeconds, marginSeconds }: { windowSeconds: number; marginSeconds: number },
): { answered: number; abandoned: number } {
  const edge = now - windowSeconds;
  let answered = 0;
  let abandoned = 0;
  for (const bucket of window) {
    if (bucket.start >= edge + marginSeconds) answered += bucket.answered;
    if (bucket.start + BUCKET_SECONDS > edge) abandoned += bucket.abandoned;
  }
  return { answered, abandoned };
}

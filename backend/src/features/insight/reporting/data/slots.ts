export const HOUR = 3_600_000;
export const QUARTER = 900_000;

/** Start of the hour of UTC that a moment lies in. */
export const slotOf = (at: number): number => at - (at % HOUR);

/** A derived table `(slot, ms)`: a stretch cut at the limits of slots. The arguments are SQL of ours, in milliseconds. */
export const sliced = ({ since, until, width }: { since: string; until: string; width: number }): string =>
  `(select s.slot, least(s.slot + ${width}, ${until}) - greatest(s.slot, ${since}) as ms
    from generate_series(${since} - ${since} % ${width}, ${until}, ${width}) s(slot) where s.slot < ${until})`;

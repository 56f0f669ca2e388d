/** The value that `share` of the sample does not exceed (nearest rank). */
export function percentile(sample, share) {
  if (sample.length === 0) return NaN;
  const sorted = [...sample].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))];
}

const COMPARE = {
  '≤': (value, limit) => value <= limit,
  '≥': (value, limit) => value >= limit,
};

const rounded = (value) => {
  if (!Number.isFinite(value)) return value;
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return Number(value.toFixed(digits));
};

/** One measured figure; with a bar it also says whether the bar was reached. */
export function figure(name, value, unit, bar) {
  const made = { name, value: rounded(value), unit };
  if (!bar) return made;
  const [relation, limit] = bar;
  return { ...made, bar: { relation, limit }, reached: COMPARE[relation](value, limit) };
}

const shownBar = ({ bar, reached, unit }) =>
  bar ? `  bar ${bar.relation} ${bar.limit} ${unit} ${reached ? '✓' : '✗'}` : '';

/** A bench's result as lines for a person. */
export function report({ name, title, seeds, peer, figures, notes = [] }) {
  const width = Math.max(...figures.map((each) => each.name.length));
  return [
    `${name}: ${title}`,
    ...figures.map(
      (each) =>
        `  ${each.name.padEnd(width)}  ${String(each.value).padStart(8)} ${each.unit.padEnd(9)}${shownBar(each)}`,
    ),
    `  seeds: ${seeds}`,
    `  peer:  ${peer}`,
    ...notes.map((note) => `  note:  ${note}`),
  ];
}

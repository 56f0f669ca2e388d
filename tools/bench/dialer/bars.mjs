// The bars of predictive dialling: talk % of a learning model-based pacer, an oracle's, and VICIdial's tuned in hindsight.
const RATES = [0.2, 0.3, 0.5];
const TALK = {
  stationary: { 5: [65.5, 68.7, 73.3], 15: [73.6, 74.8, 76.5], 30: [77.7, 78.4, 79.1], 130: [82.8, 83, 83.2] },
  nonstationary: { 5: [66.5, 69.7, 74.4], 15: [74.3, 75.5, 77.5], 30: [78.5, 79.1, 79.8], 130: [83.4, 83.6, 83.9] },
};
const WORST_HALF_HOUR = { 15: 6.5, 30: 6.5, 130: 5 };

const at = (table, agents, rate) => table[agents]?.[RATES.indexOf(rate)];

export const expectedTalk = ({ scenario, agents, rate }) => at(TALK[scenario], agents, rate);

/** Each bar as `{ name, limit, relation, value, reached }` for a cell and what a dialer reached in it. */
export function judge(cell, result) {
  const bars = [];
  const bar = (name, value, relation, limit) =>
    bars.push({ name, value, relation, limit, reached: relation === '≥' ? value >= limit : value <= limit });
  const talk = expectedTalk(cell);
  if (talk !== undefined) bar('talk', result.talk, '≥', talk - (cell.agents <= 5 ? 1.5 : 1));
  bar('abandoned, mean', result.abandoned, '≤', 2.95);
  bar('abandoned, worst day', result.worstDay, '≤', 3.1);
  if (cell.agents >= 15) bar('days within 3.0', result.daysWithin, '≥', 95);
  if (WORST_HALF_HOUR[cell.agents]) bar('worst 30 min', result.worstHalfHour, '≤', WORST_HALF_HOUR[cell.agents]);
  return bars;
}

import { survivalOf } from './duration-learning';
import { valueAt } from './answer-learning';
import type { LearntDurations } from './pacing-state';

/** Moments after now, in seconds, at which the future is looked at. */
export const HORIZONS: readonly number[] = [0.5, 1.5, 3, 4.5, 6, 7.5, 9.5, 12, 15, 18, 21.5, 25];

/** Ages, in seconds, that have a row of their own; a row serves the ages from it to the next one. */
const AGES: readonly number[] = (() => {
  const ages: number[] = [];
  for (let age = 0; age < 40; age++) ages.push(age);
  for (let age = 40; age < 1700; age *= 1.07) ages.push(age);
  return ages;
})();

/** P(free within horizon + grace | age) for each age row and horizon, in one flat table. */
export interface FreedTable {
  readonly graceSeconds: number;
  readonly talking: Float64Array;
  readonly wrapUp: Float64Array;
}

const WIDTH = HORIZONS.length;
const FEWEST_DURATIONS = 10;
const LAST = 1799;

const tables = new WeakMap<object, FreedTable>();

/** Where the row of an age starts in a table. */
export function rowOf(age: number): number {
  if (age < 40) return Math.floor(Math.max(0, age)) * WIDTH;
  return Math.min(AGES.length - 1, 40 + Math.floor(Math.log(age / 40) / Math.log(1.07))) * WIDTH;
}

/** The table of what was learnt; built once for each (immutable) `learnt`. Null until enough was seen. */
export function freedTable(learnt: LearntDurations, graceSeconds: number): FreedTable | null {
  if (learnt.talk.weight < FEWEST_DURATIONS || learnt.wrapUp.weight < FEWEST_DURATIONS) return null;
  const known = tables.get(learnt);
  if (known?.graceSeconds === graceSeconds) return known;
  const talk = survivalOf(learnt.talk);
  const wrapUp = survivalOf(learnt.wrapUp);
  const talking = talkingRows(talk, wrapUp, graceSeconds);
  const table = { graceSeconds, talking, wrapUp: wrapUpRows(wrapUp, graceSeconds) };
  tables.set(learnt, table);
  return table;
}

function wrapUpRows(survival: Float64Array, grace: number): Float64Array {
  const rows = new Float64Array(AGES.length * WIDTH);
  AGES.forEach((from, row) => {
    const age = from < 40 ? from + 0.5 : from * 1.035;
    const now = Math.max(valueAt(survival, age), 1e-12);
    HORIZONS.forEach((horizon, at) => {
      rows[row * WIDTH + at] = 1 - valueAt(survival, Math.min(LAST, age + horizon + grace)) / now;
    });
  });
  return rows;
}

/**
 * An agent who talks is free once the talk and then the wrap-up are over: a convolution in whole seconds. `done` holds, for
 * each horizon, the chance that a wrap-up begun in a given second is over by then.
 */
function talkingRows(talk: Float64Array, wrapUp: Float64Array, grace: number): Float64Array {
  const rows = new Float64Array(AGES.length * WIDTH);
  const done = HORIZONS.map((horizon) => {
    const span = horizon + grace;
    return Float64Array.from({ length: Math.ceil(span) }, (_, second) => 1 - valueAt(wrapUp, span - second - 0.5));
  });
  const seconds = done[WIDTH - 1]!.length;
  const ends = new Float64Array(seconds);
  AGES.forEach((from, row) => {
    const age = from < 40 ? from + 0.5 : from * 1.035;
    let before = Math.max(valueAt(talk, age), 1e-12);
    const now = before;
    for (let second = 0; second < seconds; second++) {
      const after = valueAt(talk, Math.min(LAST, age + second + 1));
      ends[second] = Math.max(0, before - after);
      before = after;
    }
    for (let h = 0; h < WIDTH; h++) rows[row * WIDTH + h] = Math.min(1, convolve(ends, done[h]!) / now);
  });
  return rows;
}

function convolve(ends: Float64Array, done: Float64Array): number {
  let sum = 0;
  for (let second = 0; second < done.length; second++) sum += ends[second]! * done[second]!;
  return sum;
}

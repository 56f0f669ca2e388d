import { nextRandom, seedRandomness } from '../../../../kernel/randomness';

/** Whether this machine is one of those that are checked; the same call gives the same answer. */
export function isChecked(attemptId: string, percent: number): boolean {
  const [draw] = nextRandom(seedRandomness(`machine ${attemptId}`));
  return draw * 100 < percent;
}

/** How many machines of which nobody knows stand behind one that was checked. */
export const unchecked = (percent: number): number => (percent === 0 ? 0 : Math.round((100 - percent) / percent));

import type { CallerIdState } from '#contracts';

export interface CallerIdFigures {
  readonly uses: number;
  readonly answered: number;
  readonly short: number;
}

/** Fewer calls say nothing of a number. */
const ENOUGH = 30;

const rate = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);

/**
 * A number is judged against all numbers together, in the same days: lists and hours differ from company to company, and a fixed rate
 * would call whole campaigns burnt. 1.64 standard errors keep chance from doing it (one in twenty).
 */
export function judgeCallerId(number: CallerIdFigures, all: CallerIdFigures): CallerIdState {
  if (number.uses < ENOUGH) return 'young';
  const usual = rate(all.answered, all.uses);
  const mine = rate(number.answered, number.uses);
  const chance = 1.64 * Math.sqrt((usual * (1 - usual)) / number.uses);
  const hangUps = rate(number.short, number.answered);
  const usualHangUps = rate(all.short, all.answered);
  if (mine < usual / 2 && mine < usual - chance) return 'burnt';
  if (number.answered >= ENOUGH / 2 && hangUps > 0.5 && hangUps > 1.5 * usualHangUps) return 'burnt';
  return mine < 0.75 * usual && mine < usual - chance ? 'worn' : 'good';
}

import type { SurveyResults } from '#contracts';
import { dayOf } from '../../platform/time/formats';

/** What somebody wants to see. Days of Warsaw, both included. */
export interface Wish {
  readonly from: string;
  readonly to: string;
  readonly queueId: string | null;
  readonly agentId: string | null;
  readonly questionId: string | null;
  readonly answer: string | null;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const MONTH_MS = 30 * 86_400_000;

/** What the address says; the last thirty days where it says nothing. */
export function periodOf(asked: { get(name: string): string | null }, now: number): Wish {
  const day = (name: string, otherwise: number): string => {
    const given = asked.get(name) ?? '';
    return DAY.test(given) ? given : dayOf(otherwise);
  };
  return {
    from: day('from', now - MONTH_MS),
    to: day('to', now),
    queueId: asked.get('queueId'),
    agentId: asked.get('agentId'),
    questionId: asked.get('questionId'),
    answer: asked.get('answer'),
  };
}

export const averageText = (value: number | null | undefined, language: string): string =>
  value === null || value === undefined
    ? '–'
    : new Intl.NumberFormat(language, { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(value);

export const shareText = (part: number, whole: number, language: string): string =>
  whole === 0
    ? '–'
    : new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 }).format(part / whole);

/** `Konsultant 4,50 · Czas 3,20`: every rating that was answered. */
export function averagesText(
  averages: Readonly<Record<string, number>>,
  questions: SurveyResults['questions'],
  language: string,
): string {
  return questions
    .flatMap(({ id, name }) => (id in averages ? [`${name} ${averageText(averages[id], language)}`] : []))
    .join(' · ');
}

import { LOCAL_PLACES, type CallerIdPolicy } from '#contracts';

type Place = (typeof LOCAL_PLACES)[number];

/** What a presented number may depend on. `draw`: from 0 up to, not including, 1. */
export interface CallerIdQuestion {
  readonly fields: Readonly<Partial<Record<Place, string | null>>>;
  readonly draw: number;
  /** Of the installation. */
  readonly otherwise: string;
}

/** Names of places as people write them: case, accents and spaces do not tell them apart. */
const plain = (name: string): string =>
  name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/ł/gi, 'l')
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, ' ');

/** The number that the called person sees. */
export function chooseCallerId(policy: CallerIdPolicy, question: CallerIdQuestion): string {
  switch (policy.kind) {
    case 'fixed':
      return policy.number ?? question.otherwise;
    case 'random':
      return drawn(policy, question.draw) ?? question.otherwise;
    case 'local':
      return local(policy, question.fields) ?? policy.otherwise ?? question.otherwise;
  }
}

function local({ rules }: Extract<CallerIdPolicy, { kind: 'local' }>, fields: CallerIdQuestion['fields']) {
  for (const place of LOCAL_PLACES) {
    const name = plain(fields[place] ?? '');
    const found = name === '' ? undefined : rules.find((rule) => rule.place === place && plain(rule.name) === name);
    if (found) return found.number;
  }
  return null;
}

/** How many numbers a range may have: more than any carrier gives. */
export const LARGEST_RANGE = 10_000;

/** Each number of the range that is not tainted is as likely; null when all are. */
function drawn({ from, to, tainted }: Extract<CallerIdPolicy, { kind: 'random' }>, draw: number): string | null {
  const [first, last] = [Number(from.slice(1)), Number(to.slice(1))];
  const excluded = [...new Set(tainted.map((each) => Number(each.slice(1))))]
    .filter((each) => each >= first && each <= last)
    .sort((a, b) => a - b);
  const free = last - first + 1 - excluded.length;
  if (free <= 0) return null;
  let number = first + Math.min(free - 1, Math.floor(draw * free));
  for (const each of excluded) if (each <= number) number += 1;
  return `+${number}`;
}

import type { Criterion, ScorecardDocument, Scores } from '#contracts';

export const criterion = (id: string, more: Partial<Criterion> = {}): Criterion => ({
  id,
  name: `Kryterium ${id}`,
  description: '',
  weight: 1,
  points: 5,
  knockOut: false,
  optional: false,
  ...more,
});

export const section = (id: string, criteria: readonly Criterion[], weight = 1) => ({
  id,
  name: `Część ${id}`,
  weight,
  criteria: [...criteria],
});

export const scorecard = (...sections: ReturnType<typeof section>[]): ScorecardDocument => ({ schema: 1, sections });

export const scored = (points: Readonly<Record<string, number | null>>): Scores =>
  Object.fromEntries(Object.entries(points).map(([id, each]) => [id, { points: each, comment: '', atMs: null }]));

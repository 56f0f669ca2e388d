import type { ScorecardDocument, ScorecardFinding } from '#contracts';

const twice = (items: readonly string[]): string[] => [
  ...new Set(items.filter((item, at) => items.indexOf(item) !== at)),
];

/** Everything that keeps a scorecard from being used. */
export function validateScorecard({ sections }: ScorecardDocument): ScorecardFinding[] {
  const finding = (code: ScorecardFinding['code'], of: string | null = null): ScorecardFinding => ({ code, of });
  return [
    ...(sections.length === 0 ? [finding('sections-missing')] : []),
    ...sections.filter(({ criteria }) => criteria.length === 0).map(({ name }) => finding('criteria-missing', name)),
    ...twice(sections.map(({ id }) => id)).map((id) => finding('section-twice', id)),
    ...twice(sections.flatMap(({ criteria }) => criteria.map(({ id }) => id))).map((id) =>
      finding('criterion-twice', id),
    ),
  ];
}

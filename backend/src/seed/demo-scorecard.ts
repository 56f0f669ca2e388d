import type { Criterion, ScorecardDocument } from '#contracts';

const criterion = (id: string, name: string, more: Partial<Criterion> = {}): Criterion => ({
  id,
  name,
  description: '',
  weight: 1,
  points: 5,
  knockOut: false,
  optional: false,
  ...more,
});

export const SCORECARD_NAME = 'Rozmowa z klientem';

export const SCORECARD: ScorecardDocument = {
  schema: 1,
  sections: [
    {
      id: 'opening',
      name: 'Początek rozmowy',
      weight: 1,
      criteria: [
        criterion('greeting', 'Powitanie i przedstawienie się', { points: 3 }),
        criterion('identity', 'Weryfikacja rozmówcy', {
          points: 1,
          knockOut: true,
          description: 'Zanim padną dane z umowy, rozmówca jest zweryfikowany.',
        }),
      ],
    },
    {
      id: 'substance',
      name: 'Rozwiązanie sprawy',
      weight: 3,
      criteria: [
        criterion('needs', 'Rozpoznanie potrzeby', { weight: 2 }),
        criterion('solution', 'Trafne rozwiązanie', { weight: 3 }),
        criterion('offer', 'Propozycja oferty', { optional: true }),
      ],
    },
    {
      id: 'manner',
      name: 'Sposób rozmowy',
      weight: 2,
      criteria: [criterion('tone', 'Ton i uprzejmość'), criterion('closing', 'Podsumowanie i pożegnanie')],
    },
  ],
};

import { averagesText, averageText, periodOf, shareText } from './survey-figures';

const address = (values: Record<string, string>) => ({ get: (name: string) => values[name] ?? null });

describe('figures of surveys', () => {
  it('are of the last thirty days of Warsaw, unless the address says otherwise', () => {
    const now = Date.parse('2026-11-30T23:30:00Z');
    expect(periodOf(address({}), now)).toMatchObject({ from: '2026-11-01', to: '2026-12-01', queueId: null });
    expect(periodOf(address({ from: '2026-02-01', to: 'soon', answer: '5' }), now)).toMatchObject({
      from: '2026-02-01',
      to: '2026-12-01',
      answer: '5',
    });
  });

  it('read as the language writes them', () => {
    expect(averageText(4.5, 'pl')).toBe('4,50');
    expect(averageText(null, 'pl')).toBe('–');
    expect(shareText(1, 4, 'en')).toBe('25%');
    expect(shareText(0, 0, 'en')).toBe('–');
    const question = { kind: 'rating', answers: 1, average: 4, distribution: [] } as const;
    const questions = [
      { id: 'a', name: 'Agent', ...question, distribution: [] },
      { id: 'b', name: 'Wait', ...question, distribution: [] },
    ];
    expect(averagesText({ b: 3 }, questions, 'en')).toBe('Wait 3.00');
  });
});

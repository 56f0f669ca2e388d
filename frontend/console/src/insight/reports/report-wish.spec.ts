import { periodDays, todayIn, wishOf } from './report-wish';

const thursday = new Date(2026, 10, 26);

describe('what a report is asked for', () => {
  it.each([
    ['today', '2026-11-26', '2026-11-26'],
    ['yesterday', '2026-11-25', '2026-11-25'],
    ['week', '2026-11-23', '2026-11-26'],
    ['lastWeek', '2026-11-16', '2026-11-22'],
    ['month', '2026-11-01', '2026-11-26'],
    ['lastMonth', '2026-10-01', '2026-10-31'],
    ['year', '2026-01-01', '2026-11-26'],
  ] as const)('%s is from %s to %s', (name, from, to) => expect(periodDays(name, thursday)).toEqual({ from, to }));

  it('ends the week on Sunday', () =>
    expect(periodDays('week', new Date(2026, 10, 29))).toEqual({ from: '2026-11-23', to: '2026-11-29' }));

  it('lives by the day of the platform, wherever the screen stands', () => {
    const at = Date.parse('2026-11-29T23:30:00Z');
    expect(todayIn('Europe/Warsaw', at).getDate()).toBe(30);
    expect(todayIn('America/New_York', at).getDate()).toBe(29);
  });

  it('takes what the address says, and today where it says nothing or nonsense', () => {
    const of = (query: string) => wishOf(new URLSearchParams(query), thursday);
    expect(of('subject=agents&from=2026-11-01&to=2026-11-02&interval=day&by=none')).toMatchObject({
      subject: 'agents',
      from: '2026-11-01',
      interval: 'day',
      by: 'none',
    });
    expect(of('subject=nothing&from=soon&by=classifier')).toMatchObject({
      subject: 'queues',
      from: '2026-11-26',
      interval: 'whole',
      by: 'queue',
    });
  });
});

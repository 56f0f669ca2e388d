import { REPORT_SUBJECTS, type ReportSubject } from '#contracts';
import { GOLDEN_DAY, GOLDEN_UNITS } from '../../../../../contracts/src/golden-day.fixture';
import { figureText } from './report-figures';

/** How the console shows the totals of the day that was counted by hand, in the order of its columns. */
const SHOWN: Readonly<Record<ReportSubject, string>> = {
  queues: '7 | 3 | 2 | 1 | 1 | 1 | 2 | 40% | 40% | 0:20 | 0:22 | 1:00 | 3 | 2:30 | 0:30 | 3:00',
  agents: '6:50:00 | 4:10:00 | 1:00 | 7:30 | 1:30 | 2:30:00 | 3.5% | 4 | 3 | 1 | 1 | 2:13 | 0:25 | 2:38',
  statuses: '4:10:00 | 1:00 | 7:30 | 1:30 | 2:30:00 | 6:50:00',
  calls: '10 | 4 | 40% | 8:50 | 2:13 | 0:17',
  classifiers: '4 | 2 | 50% | 300 | 2:30',
  recordings: '2 | 3:00 | 1:30 | 1 | 33.3%',
  surveys: '2 | 1 | 50% | 1 | 3 | 4',
  schedules: '4:30:00 | 6:20:00 | 3:30:00 | 77.8% | 140.7%',
};

describe('figures of reports', () => {
  const texts = (subject: ReportSubject, locale: string): string =>
    Object.entries(GOLDEN_DAY[subject].total)
      .map(([id, value]) => figureText(value, GOLDEN_UNITS[id] ?? 'count', locale))
      .join(' | ');

  it.each(REPORT_SUBJECTS)('show %s of a day to the second', (subject) =>
    expect(texts(subject, 'en-GB')).toBe(SHOWN[subject]),
  );

  it('are written as Poles write them', () =>
    expect(texts('agents', 'pl-PL')).toBe(SHOWN.agents.replace('3.5%', '3,5%')));

  it('say nothing where there is nothing to divide by', () => expect(figureText(null, 'share', 'pl-PL')).toBe('–'));
});

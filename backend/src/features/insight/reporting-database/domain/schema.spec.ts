import { keptMonths, nextMonth } from './months';
import { limitsOf } from './limits';
import { droppedMonths, TABLES } from './schema';
import { VIEWS } from './views';

describe('the schema of the reporting database', () => {
  it('says of every table, view and column what it means, and names each once', () => {
    const names = [...TABLES, ...VIEWS].map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const { columns, means } of [...TABLES, ...VIEWS]) {
      expect(means).not.toBe('');
      expect(columns.filter((column) => column.means === '')).toEqual([]);
      expect(new Set(columns.map(({ name }) => name)).size).toBe(columns.length);
    }
  });

  it('keeps facts by a column that is part of their key, and holds no mail, note or password', () => {
    for (const { month, primary, columns } of TABLES) {
      if (month) expect(primary).toContain(month.column);
      expect(
        columns.map(({ is }) => is).filter((is) => /password|note|subject$/.test(is) && !is.includes('subject_id')),
      ).toEqual([]);
    }
  });
});

describe('months that are kept', () => {
  const texts = (day: string, kept: number) => keptMonths(Date.parse(`${day}T12:00:00Z`), kept).map(({ text }) => text);

  it('are those that the last three months lie in, and two that are to come', () => {
    expect(texts('2026-11-30', 3)).toEqual(['2026-08', '2026-09', '2026-10', '2026-11', '2026-12', '2027-01']);
    expect(texts('2026-05-31', 3)[0]).toBe('2026-02');
    expect(texts('2026-11-30', 5)[0]).toBe('2026-06');
  });

  it('take those before them away', () => {
    const [first] = keptMonths(Date.parse('2026-11-30T12:00:00Z'), 3);
    if (!first) throw new Error('no month');
    expect(droppedMonths(['call_2026_07', 'call_2026_08', 'dial_attempt_2025_12'], first)).toEqual([
      'drop table reporting.call_2026_07',
      'drop table reporting.dial_attempt_2025_12',
    ]);
    expect(nextMonth({ text: '2026-12', begins: Date.parse('2026-12-01T00:00:00Z') }).text).toBe('2027-01');
  });
});

describe('limits of the Order', () => {
  const bought = (featureId: string, quantity: number) => ({ featureId, quantity });

  it('are one connection, 1 Mb/s and three months, and what is bought on top', () => {
    const database = bought('reporting-database', 1);
    expect(limitsOf({ addOns: [database] })).toEqual({ connections: 1, megabitsPerSecond: 1, months: 3 });
    const more = [
      database,
      bought('reporting-database-extra-connection', 4),
      bought('reporting-database-extra-transfer', 2),
      bought('reporting-database-extra-month', 9),
    ];
    expect(limitsOf({ addOns: more })).toEqual({ connections: 5, megabitsPerSecond: 3, months: 12 });
  });

  it('are nothing without the function', () => {
    expect(limitsOf({ addOns: [bought('reporting-database-extra-connection', 4)] }).connections).toBe(0);
  });
});

import { compiled } from './compiled.mjs';

const row = ({ name, type, means }) => `| \`${name}\` |${type === undefined ? '' : ` ${type} |`} ${means} |`;

/** docs/reference/reporting-database.md: every table, view and column, from insight/reporting-database. */
export function reportingDatabasePage() {
  const { TABLES, VIEWS } = compiled('features/insight/reporting-database/index.js');
  const tables = (those) =>
    those.flatMap(({ name, means, columns, primary, month }) => [
      `### ${name}`,
      `${means} Key: ${primary.join(', ')}.${month ? ` Kept by the month of \`${month.column}\`.` : ''}`,
      ['| column | type | meaning |', '|---|---|---|', ...columns.map(row)].join('\n'),
    ]);
  return [
    '# Reporting database',
    'Schema `reporting`. How to connect: [reporting-database.md](../how-to/reporting-database.md). Moments are `timestamptz`; durations are milliseconds. A column named after a table (`agent_id`) points to it. What the numbers of reports mean: [metrics.md](../metrics.md).',
    '## Facts',
    ...tables(TABLES.filter(({ month }) => month)),
    '## Dimensions',
    ...tables(TABLES.filter(({ month }) => !month)),
    '## Views',
    'Sums by hour of UTC. Whoever adds these up gets the numbers of the console.',
    ...VIEWS.flatMap(({ name, means, columns }) => [
      `### ${name}`,
      means,
      [
        '| column | meaning |',
        '|---|---|',
        ...columns.map(({ name: column, means: what }) => row({ name: column, means: what })),
      ].join('\n'),
    ]),
  ].join('\n\n');
}

import { DIMENSIONS } from './dimensions';
import { FACTS } from './facts';
import { nextMonth, type Month } from './months';
import type { ReportingTable, ReportingView } from './table';
import { VIEWS } from './views';

/** Where users look; they see nothing else. */
export const SCHEMA = 'reporting';
/** Our own bookkeeping beside it. */
export const KEPT = 'reporting_kept';

export const TABLES: readonly ReportingTable[] = [...DIMENSIONS, ...FACTS];

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

const commented = ({ name, means, columns }: Pick<ReportingTable | ReportingView, 'name' | 'means' | 'columns'>) => [
  `comment on table ${SCHEMA}.${name} is ${quoted(means)}`.replace('on table', isView(name) ? 'on view' : 'on table'),
  ...columns.map((each) => `comment on column ${SCHEMA}.${name}.${each.name} is ${quoted(each.means)}`),
];

const isView = (name: string): boolean => VIEWS.some((view) => view.name === name);

const tableStatements = (table: ReportingTable): string[] => {
  const { name, columns, primary, key, month, indexes = [] } = table;
  const lines = [...columns.map((each) => `${each.name} ${each.type}`), `primary key (${primary.join(', ')})`];
  const found = primary[0] === key ? [] : [key];
  return [
    `create table ${SCHEMA}.${name} (${lines.join(', ')})${month ? ` partition by range (${month.column})` : ''}`,
    ...[...found, ...(month ? [month.column] : []), ...indexes].map(
      (columnsOf) => `create index on ${SCHEMA}.${name} (${columnsOf})`,
    ),
    ...commented(table),
  ];
};

const viewStatements = (view: ReportingView): string[] => [
  `create view ${SCHEMA}.${view.name} as select ${view.columns.map(({ is, name }) => `${is} as ${name}`).join(', ')}
   from ${view.from} group by ${view.columns
     .slice(0, view.grouped)
     .map((_, index) => index + 1)
     .join(', ')}`,
  ...commented(view),
];

/** The whole schema anew. It is derived data: another shape means that it is made again and filled again. */
export const schemaStatements = (reader: string): readonly string[] => [
  `drop schema if exists ${SCHEMA} cascade`,
  `drop table if exists ${KEPT}.progress`,
  `create schema ${SCHEMA}`,
  `create table ${KEPT}.progress (fingerprint text not null, position bigint not null, since timestamptz not null)`,
  `grant usage on schema ${SCHEMA} to ${reader}`,
  `alter default privileges in schema ${SCHEMA} grant select on tables to ${reader}`,
  ...TABLES.flatMap(tableStatements),
  ...VIEWS.flatMap(viewStatements),
];

const partitionOf = (table: string, { text }: Month): string => `${SCHEMA}.${table}_${text.replace('-', '_')}`;

/** A month's place in every table of facts. */
export const monthStatements = (month: Month): readonly string[] =>
  FACTS.map(
    ({ name }) =>
      `create table if not exists ${partitionOf(name, month)} partition of ${SCHEMA}.${name}
       for values from ('${month.text}-01 00:00+00') to ('${nextMonth(month).text}-01 00:00+00')`,
  );

/** Takes the months before `first` away; `existing` are names of partitions. */
export const droppedMonths = (existing: readonly string[], first: Month): readonly string[] =>
  existing
    .filter((name) => {
      const [year, month] = name.slice(-7).split('_');
      return `${year}-${month}` < first.text;
    })
    .map((name) => `drop table ${SCHEMA}.${name}`);

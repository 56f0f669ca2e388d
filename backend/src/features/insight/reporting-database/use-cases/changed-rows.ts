import { TABLES } from '../domain/schema';
import type { ReportingTable } from '../domain/table';
import type { Trace } from '../data/platform-source';

const ID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** Kinds of streams that change a row of any table. */
export const FOLLOWED: readonly string[] = [
  ...new Set(TABLES.flatMap(({ feed }) => (feed.by === 'position' ? [] : feed.kinds))),
];

/** The kind is the longest one that the stream's name begins with: `contact-source-…` is none of `contact`'s. */
const kindOf = (stream: string): string =>
  FOLLOWED.filter((kind) => stream.startsWith(`${kind}-`)).reduce(
    (most, kind) => (kind.length > most.length ? kind : most),
    '',
  );

/** Keys of the rows that events changed in a table. */
export function changedKeys({ feed }: ReportingTable, traces: readonly Trace[]): readonly string[] {
  if (feed.by !== 'streams') return [];
  const keys = new Set<string>();
  for (const { stream, data } of traces) {
    const kind = kindOf(stream);
    if (!feed.kinds.includes(kind)) continue;
    keys.add(stream.slice(kind.length + 1));
    if (feed.mentioned) for (const id of `${stream} ${data}`.match(ID) ?? []) keys.add(id);
  }
  return [...keys];
}

export const touches = ({ feed }: ReportingTable, traces: readonly Trace[]): boolean =>
  feed.by === 'whole' && traces.some(({ stream }) => feed.kinds.includes(kindOf(stream)));

/** Contacts that were erased: more than their own rows changed. */
export const erasedContacts = (traces: readonly Trace[]): readonly string[] =>
  traces
    .filter(({ stream, data }) => stream.startsWith('contact-') && data.includes('"erasureId"'))
    .map(({ stream }) => stream.slice('contact-'.length));

/** When imports took contacts in: their events count them and name none. */
export const takenAt = (traces: readonly Trace[]): readonly number[] =>
  traces.filter(({ stream }) => kindOf(stream) === 'contact-source').map(({ at }) => at);

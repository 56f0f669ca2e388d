/** What a `datetime-local` field shows of an instant: the person's own clock, to the minute; empty for none. */
export function localText(instant: string | null): string {
  if (instant === null || instant === '') return '';
  const at = new Date(instant);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** The instant that such a field means; null while it is empty. */
export const instantText = (local: string): string | null => (local === '' ? null : new Date(local).toISOString());

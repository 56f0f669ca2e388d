/** A contact's numbers with this one moved or taken away; the same list when nothing changes. */
export function placeNumber(
  phones: readonly string[],
  { number, place }: { readonly number: string; readonly place: 'first' | 'last' | 'remove' },
): readonly string[] {
  const others = phones.filter((each) => each !== number);
  if (others.length === phones.length) return phones;
  const placed = place === 'remove' ? others : place === 'first' ? [number, ...others] : [...others, number];
  return placed.length === phones.length && placed.every((each, at) => each === phones[at]) ? phones : placed;
}

/** A repeating list from the item that is playing after `elapsed` milliseconds. */
export function rotated<Item extends { readonly milliseconds: number }>(
  items: readonly Item[],
  elapsed: number,
): readonly Item[] {
  const round = items.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
  if (round <= 0) return items;
  let left = elapsed % round;
  const playing = items.findIndex(({ milliseconds }) => (left -= milliseconds) < 0);
  return [...items.slice(playing), ...items.slice(0, playing)];
}

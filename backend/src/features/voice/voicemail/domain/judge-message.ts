/** With less than this on its disk the switch writes nothing more. */
const NO_ROOM_BYTES = 1_000_000;

export type Verdict =
  | { readonly kind: 'received' }
  | { readonly kind: 'too-short' }
  | { readonly kind: 'lost'; readonly reason: 'storage-full' | 'no-file' };

/** What becomes of a message that is over. `refusal`: why its file could not be kept; null: it is kept. */
export function judgeMessage(
  { durationMs, minimumSeconds }: { durationMs: number | null; minimumSeconds: number },
  refusal: 'storage-full' | 'file-missing' | null,
  freeBytes: number,
): Verdict {
  // A length that nobody told is no reason to throw a message away.
  if (durationMs !== null && durationMs < minimumSeconds * 1000) return { kind: 'too-short' };
  if (refusal === null) return { kind: 'received' };
  return {
    kind: 'lost',
    reason: refusal === 'storage-full' || freeBytes < NO_ROOM_BYTES ? 'storage-full' : 'no-file',
  };
}

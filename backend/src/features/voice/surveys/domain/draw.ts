/** From 0 to 99, always the same for a conversation and even over many of them (FNV-1a): shares need no dice and can be replayed. */
export function drawOf(callId: string): number {
  let hash = 0x811c9dc5;
  for (const character of callId) {
    hash ^= character.charCodeAt(0);
    hash = Math.imul(hash, 0x01000193) >>> 0;
  }
  hash ^= hash >>> 15;
  return hash % 100;
}

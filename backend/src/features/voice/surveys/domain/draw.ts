/** From 0 to 99, always the same for a conversation and even over many of them (FNV-1a, stirred): shares need no dice and can be replayed. */
export function drawOf(callId: string): number {
  let hash = 0x811c9dc5;
  for (const character of callId) hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) % 100;
}

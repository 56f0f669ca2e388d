/** What a journal entry is about: the stream's kind, and the id behind it. */
export interface StreamParts {
  readonly kind: string;
  readonly id: string;
}

/** `agent-skills-0190a6b0-…` → agent-skills and the id; `node-switch-1` → node and switch-1. */
export function streamParts(stream: string): StreamParts {
  const [, kind, id] = /^(.+?)-([0-9a-f]{8}-[0-9a-f]{4}-.+)$/i.exec(stream) ?? /^([a-z]+)-(.+)$/i.exec(stream) ?? [];
  return { kind: kind ?? stream, id: id ?? '' };
}

const SHORT = 6;

/** The kind in words and the name; of what has no name here the end of its id, enough to tell two rows apart. */
export function subjectText(
  stream: string,
  word: (kind: string) => string,
  nameOf: (kind: string, id: string) => string | null,
): string {
  const { kind, id } = streamParts(stream);
  if (id === '' || id === 'current') return word(kind);
  return `${word(kind)} ${nameOf(kind, id) ?? (id.length > 12 ? `…${id.slice(-SHORT)}` : id)}`;
}

/** Names whose value never stands in a log, wherever they are. */
const SECRET =
  /^(authorization|cookie|set-cookie|.*password.*|.*token|.*secret|.*api-?_?key|private-?_?key|credentials?|pin)$/i;

const HIDDEN = '[hidden]';

/** E.164 as we write it: the country and the last three digits are enough to follow a call through the log. */
const PHONE = /\+(\d{2})\d{4,10}(\d{3})(?!\d)/g;

const DEEPEST = 8;

export interface RedactOptions {
  readonly phoneNumbers: boolean;
}

/**
 * A copy of what is to be logged, without secrets. Errors and other class instances are left to the logger's serialisers.
 */
export function redact(value: unknown, options: RedactOptions, depth = 0): unknown {
  if (typeof value === 'string') return options.phoneNumbers ? value.replace(PHONE, '+$1…$2') : value;
  if (Array.isArray(value)) return depth < DEEPEST ? value.map((each) => redact(each, options, depth + 1)) : '[deep]';
  if (!isPlain(value)) return value;
  if (depth >= DEEPEST) return '[deep]';
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [key, SECRET.test(key) ? HIDDEN : redact(member, options, depth + 1)]),
  );
}

function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

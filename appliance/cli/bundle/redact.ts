import { createHmac } from 'node:crypto';

export type Kind = 'secret' | 'phone' | 'e-mail' | 'address' | 'person' | 'identity-number' | 'card' | 'account';

export interface Redaction {
  readonly text: string;
  readonly replaced: number;
}

interface Rule {
  readonly kind: Kind;
  readonly pattern: RegExp;
  /** What of the match is kept in front of and behind the replaced part; the whole match is replaced without it. */
  readonly part?: number;
  accepts?(found: string): boolean;
}

/** Words in names of settings whose values are secrets. */
const SECRET_NAMES =
  '[A-Za-z0-9_.-]*(?:passw(?:or)?d|passphrase|secret|token|api[_-]?key|private[_-]?key|credential|psk|pin)[A-Za-z0-9_.-]*';

/** In this order: blocks before lines, lines before words. */
const RULES: readonly Rule[] = [
  { kind: 'secret', pattern: /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g },
  { kind: 'secret', pattern: /\b[a-z][a-z0-9+.-]*:\/\/[^\s/:@"']*:([^\s/@"']+)@/gi, part: 1 },
  { kind: 'secret', pattern: /\b(?:bearer|basic|digest)\s+([A-Za-z0-9+/_.~=-]{8,})/gi, part: 1 },
  { kind: 'secret', pattern: /\b(eyJ[A-Za-z0-9_-]{4,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*)/g, part: 1 },
  {
    kind: 'secret',
    pattern: new RegExp(`(?:^|[\\s{,;?&"'(])(?:${SECRET_NAMES})["']?\\s*(?:[:=]|\\s(?=["']))\\s*"([^"\\n]+)"`, 'gim'),
    part: 1,
  },
  {
    kind: 'secret',
    pattern: new RegExp(`(?:^|[\\s{,;?&"'(])(?:${SECRET_NAMES})["']?\\s*(?:[:=]|\\s(?=["']))\\s*'([^'\\n]+)'`, 'gim'),
    part: 1,
  },
  {
    kind: 'secret',
    pattern: new RegExp(`(?:^|[\\s{,;?&"'(])(?:${SECRET_NAMES})["']?\\s*[:=]\\s*([^\\s"',;&)}]+)`, 'gim'),
    part: 1,
  },
  { kind: 'secret', pattern: /(?:^|\s)(?:requirepass|masterauth)\s+(\S+)/gim, part: 1 },
  { kind: 'secret', pattern: /\bidentified by '([^']+)'|\bpassword\s+'([^']+)'/gi, part: 1 },
  { kind: 'e-mail', pattern: /[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+/g, accepts: isMailAddress },
  { kind: 'account', pattern: /\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?\b/g },
  { kind: 'card', pattern: /\b\d(?:[ -]?\d){12,18}\b/g, accepts: isCard },
  { kind: 'identity-number', pattern: /\b\d{11}\b/g, accepts: isPesel },
  { kind: 'phone', pattern: /(?<![\w.:/-])(?:\+|00)\d{1,3}(?:[ .-]?\(?\d{2,4}\)?){2,5}(?![\w])/g },
  {
    kind: 'phone',
    pattern: /(?<![\w.:/+-])(?:\d{3}[ -]\d{3}[ -]\d{3}|\d{2}[ -]\d{3}[ -]\d{2}[ -]\d{2}|[4-8]\d{8})(?![\w.:-])/g,
  },
  { kind: 'address', pattern: /(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?![\w.])/g, accepts: isPeersAddress },
];

/**
 * Replaces secrets and personal data by words like `phone-3f9a2c1e`: the same number gets the same word everywhere in one
 * bundle, so that a call can still be followed, and another word in the next bundle.
 */
export class Redactor {
  private readonly counts = new Map<Kind, number>();
  private readonly people: RegExp | undefined;

  /** @param key drawn for one bundle and thrown away with it  @param people names that are known from the database */
  constructor(
    private readonly key: Buffer,
    people: readonly string[] = [],
  ) {
    const names = [...new Set(people.map((name) => name.trim()).filter((name) => name.length > 2))];
    const longestFirst = names
      .sort((a, b) => b.length - a.length)
      .map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/\s+/g, '\\s+'));
    if (longestFirst.length > 0)
      this.people = new RegExp(`(?<![\\p{L}\\p{N}])(?:${longestFirst.join('|')})(?![\\p{L}\\p{N}])`, 'giu');
  }

  redact(text: string): Redaction {
    let replaced = 0;
    const replace = (kind: Kind, found: string): string => {
      if (this.isPseudonym(found)) return found;
      replaced += 1;
      this.counts.set(kind, (this.counts.get(kind) ?? 0) + 1);
      return this.pseudonym(kind, found);
    };
    let result = text;
    for (const rule of RULES) {
      result = result.replace(rule.pattern, (...groups: unknown[]) => {
        const whole = groups[0] as string;
        const found = rule.part ? ((groups[1] ?? groups[2]) as string | undefined) : whole;
        if (found === undefined || (rule.accepts && !rule.accepts(found))) return whole;
        const at = whole.lastIndexOf(found);
        return whole.slice(0, at) + replace(rule.kind, found) + whole.slice(at + found.length);
      });
    }
    if (this.people) result = result.replace(this.people, (found) => replace('person', found));
    return { text: result, replaced };
  }

  /** How many of each kind were replaced so far. */
  summary(): Readonly<Record<string, number>> {
    return Object.fromEntries([...this.counts].sort(([a], [b]) => a.localeCompare(b)));
  }

  private pseudonym(kind: Kind, found: string): string {
    return `${kind}-${createHmac('sha256', this.key)
      .update(`${kind}\0${canonical(kind, found)}`)
      .digest('hex')
      .slice(0, 10)}`;
  }

  private isPseudonym(found: string): boolean {
    return /^(?:secret|phone|e-mail|address|person|identity-number|card|account)-[0-9a-f]{10}$/.test(found);
  }
}

/** One number, however it is written, is one pseudonym. */
function canonical(kind: Kind, found: string): string {
  if (kind === 'phone') return found.replace(/\D/g, '').slice(-9);
  if (kind === 'secret') return found;
  return found.toLowerCase().replace(/\s+/g, ' ');
}

/** `centrala-api@1.service` is a unit of systemd. */
function isMailAddress(found: string): boolean {
  return !/\.(?:service|timer|socket|target|path|mount|slice|scope)$/.test(found);
}

function isCard(found: string): boolean {
  const digits = found.replace(/\D/g, '').split('').reverse().map(Number);
  const sum = digits.reduce(
    (total, digit, index) => total + (index % 2 === 0 ? digit : digit * 2 - (digit > 4 ? 9 : 0)),
    0,
  );
  return sum % 10 === 0;
}

function isPesel(found: string): boolean {
  const weights = [1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1];
  return weights.reduce((sum, weight, index) => sum + weight * Number(found[index]), 0) % 10 === 0;
}

/** Addresses of this machine's own loopback say nothing of anybody; versions like 1.2.3.4 with parts over 255 are none. */
function isPeersAddress(found: string): boolean {
  return (
    found.split('.').every((part) => Number(part) <= 255) && !/^(?:127|0)\./.test(found) && !found.startsWith('255.')
  );
}

import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { config } from '../../../../platform/config';
import { identityArea } from '../identity.config';

interface Cost {
  readonly n: number;
  readonly r: number;
  readonly p: number;
}

/** By default 32 MB and a few tenths of a second each: OWASP's scrypt setting for machines that also do other things. */
const cost = (): Cost => ({ n: 2 ** config(identityArea).passwordCost, r: 8, p: 3 });
const KEY_BYTES = 32;

/** More at once would only queue in the thread pool, each holding its memory. */
const AT_ONCE = 2;
let running = 0;
const waiting: (() => void)[] = [];

/** `scrypt$n$r$p$salt$key`: the cost is stored, so that it can be raised without breaking older hashes. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const { n, r, p } = cost();
  const key = await derive(password, salt, { n, r, p });
  return ['scrypt', n, r, p, salt.toString('base64'), key.toString('base64')].join('$');
}

/** Takes as long for an account that does not exist (`stored` null) as for one that does. */
export async function verifyPassword(password: string, stored: string | null): Promise<boolean> {
  const [kind, n, r, p, salt, key] = (stored ?? nobody()).split('$');
  if (kind !== 'scrypt' || salt === undefined || key === undefined)
    throw new Error('A stored password hash is unreadable');
  const expected = Buffer.from(key, 'base64');
  const given = await derive(password, Buffer.from(salt, 'base64'), { n: Number(n), r: Number(r), p: Number(p) });
  return timingSafeEqual(given, expected) && stored !== null;
}

/** A hash that no password has. */
function nobody(): string {
  const { n, r, p } = cost();
  return ['scrypt', n, r, p, Buffer.alloc(16).toString('base64'), Buffer.alloc(KEY_BYTES).toString('base64')].join('$');
}

async function derive(password: string, salt: Buffer, { n, r, p }: Cost): Promise<Buffer> {
  await turn();
  try {
    return await new Promise<Buffer>((resolve, reject) => {
      const options = { N: n, r, p, maxmem: 256 * n * r };
      scrypt(password.normalize('NFKC'), salt, KEY_BYTES, options, (error, key) =>
        error ? reject(error) : resolve(key),
      );
    });
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }
}

async function turn(): Promise<void> {
  if (running < AT_ONCE) {
    running += 1;
    return;
  }
  await new Promise<void>((resolve) => waiting.push(resolve));
}

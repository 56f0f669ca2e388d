import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

export interface SealedFor {
  /** The secret of the installation. */
  readonly secret: string;
  /** What such things are: keys of different purposes open nothing of each other. */
  readonly purpose: string;
  /** Whose it is, so that a row copied to another opens nothing. */
  readonly owner: string;
}

const keyOf = ({ secret, purpose }: SealedFor): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, 'centrala', purpose, 32));

/** AES-256-GCM: nonce, tag, text. */
export function seal(plain: Buffer, of: SealedFor): Buffer {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', keyOf(of), nonce).setAAD(Buffer.from(of.owner));
  const text = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), text]);
}

/** Throws when it was sealed with another secret, for somebody else, or changed. */
export function unseal(sealed: Buffer, of: SealedFor): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', keyOf(of), sealed.subarray(0, 12)).setAAD(Buffer.from(of.owner));
  decipher.setAuthTag(sealed.subarray(12, 28));
  return Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()]);
}

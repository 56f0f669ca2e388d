import { createHash } from 'node:crypto';

/** Namespace of ids that we derive; made once for Centrala. */
const NAMESPACE = Buffer.from('5b0d1e0c8d0f4c5d9a3e6f2f1c7a9be4', 'hex');

/** UUID v5: the same name gives the same id, so that whatever is repeated meets what it has already made. */
export function namedId(name: string): string {
  const hash = createHash('sha1').update(NAMESPACE).update(name).digest();
  hash.writeUInt8((hash.readUInt8(6) & 0x0f) | 0x50, 6);
  hash.writeUInt8((hash.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = hash.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`;
}

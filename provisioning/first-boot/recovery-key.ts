import { constants, publicEncrypt } from 'node:crypto';

/** Letters and digits that cannot be mistaken for each other when read out. */
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789';
const GROUPS = 8;
const GROUP = 6;

/**
 * 8 groups of 6 signs out of 31: 237 bits. Bytes past the last whole multiple of 31 are thrown away, so no sign comes oftener.
 * `random` gives that many bytes; it is asked again until there are enough.
 */
export function drawRecoveryKey(random: (bytes: number) => Buffer): string {
  const signs: string[] = [];
  while (signs.length < GROUPS * GROUP) {
    for (const byte of random(64)) if (byte < 248) signs.push(ALPHABET[byte % ALPHABET.length] ?? '');
  }
  const text = signs.slice(0, GROUPS * GROUP).join('');
  return (text.match(/.{6}/g) ?? []).join('-');
}

/** Sealed to an RSA key (PEM): only its owner reads it. Base64. */
export const sealRecoveryKey = (recoveryKey: string, publicKeyPem: string): string =>
  publicEncrypt(
    { key: publicKeyPem, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' },
    Buffer.from(recoveryKey),
  ).toString('base64');

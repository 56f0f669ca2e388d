import { createPublicKey, sign, verify, type KeyLike } from 'node:crypto';
import { z } from 'zod';

const version = z.string().regex(/^\d+\.\d+\.\d+(-[0-9a-z.-]+)?$/, 'must be like 1.4.0');

/** What a bundle says of itself; its signature covers these bytes, its sum covers the release. */
export const manifestSchema = z.strictObject({
  format: z.literal(1),
  product: z.literal('centrala'),
  version,
  builtAt: z.iso.datetime(),
  /** Every migration of the release; a breaking one (it contracts) is not understood by releases that do not know it. */
  migrations: z.array(z.strictObject({ id: z.string(), breaking: z.boolean() })),
  release: z.strictObject({ sha256: z.string().regex(/^[0-9a-f]{64}$/), bytes: z.number().int().positive() }),
});

export type Manifest = z.infer<typeof manifestSchema>;

/** An update that cannot be used, in words for the person who has it. */
export class UpdateRefused extends Error {
  override readonly name = 'UpdateRefused';
}

/** Ed25519 over the manifest as it is written, base64. */
export const signManifest = (text: string, privateKey: KeyLike): string =>
  `${sign(null, Buffer.from(text), privateKey).toString('base64')}\n`;

/** The manifest, when the signature is that of the key (PEM). Throws UpdateRefused. */
export function readManifest(text: string, signature: string, publicKey: string): Manifest {
  if (!verify(null, Buffer.from(text), createPublicKey(publicKey), Buffer.from(signature.trim(), 'base64')))
    throw new UpdateRefused('The signature is not that of the key which this release trusts: the bundle is not used');
  const read = manifestSchema.safeParse(JSON.parse(text));
  if (read.success) return read.data;
  const [first] = read.error.issues;
  throw new UpdateRefused(
    `The manifest is of a kind that this release does not know: ${first?.path.join('.')}: ${first?.message}`,
  );
}

const partsOf = (text: string): readonly [readonly number[], string] => {
  const [numbers = '', ...rest] = text.split('-');
  return [numbers.split('.').map(Number), rest.join('-')];
};

/** Below 0 when a is older; a release comes after its previews. */
export function compareVersions(a: string, b: string): number {
  const [[numbersA, previewA], [numbersB, previewB]] = [partsOf(a), partsOf(b)];
  for (const [index, number] of numbersA.entries()) {
    const difference = number - (numbersB[index] ?? 0);
    if (difference !== 0) return difference;
  }
  if (previewA === previewB) return 0;
  if (previewA === '' || previewB === '') return previewA === '' ? 1 : -1;
  return previewA.localeCompare(previewB, 'en', { numeric: true });
}

import { seal, unseal } from '../../../../platform/secrets';

const PURPOSE = 'trunk passwords';

/** Bound to the trunk. */
export const sealPassword = (password: string, trunk: string, secret: string): Buffer =>
  seal(Buffer.from(password), { secret, purpose: PURPOSE, owner: trunk });

/** Throws when it was sealed with another secret, for another trunk, or changed. */
export const openPassword = (sealed: Buffer, trunk: string, secret: string): string =>
  unseal(sealed, { secret, purpose: PURPOSE, owner: trunk }).toString('utf8');

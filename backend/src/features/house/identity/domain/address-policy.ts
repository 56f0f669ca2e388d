import type { Role } from '#contracts';
import { inRanges } from './ip-range';

export interface AddressList {
  readonly kind: 'platform' | 'role' | 'user';
  readonly ranges: readonly string[];
}

/** Most specific first: the first kind that has a list decides alone. */
const SPECIFICITY = ['user', 'role', 'platform'] as const;

/**
 * Whether a user may come from `address`. `lists` are those of the platform, the user's role and the user.
 * The appliance's own management network is never shut out: a wrong list must be mendable on the spot.
 */
export function addressAllowed(address: string, lists: readonly AddressList[], management: readonly string[]): boolean {
  if (inRanges(management, address)) return true;
  for (const kind of SPECIFICITY) {
    const applying = lists.filter((list) => list.kind === kind);
    if (applying.length > 0) return applying.some((list) => inRanges(list.ranges, address));
  }
  return true;
}

/** What a list is for: `role-agent`, `user-<id>`, `platform`. */
export type AddressScope =
  | { readonly kind: 'platform' }
  | { readonly kind: 'role'; readonly role: Role }
  | { readonly kind: 'user'; readonly userId: string };

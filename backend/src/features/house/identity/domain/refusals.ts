import type { UserLinkField } from './user-fields';

/** Every reason for which a change of users, groups, sets or lists is not made. Mapped to answers in edge/refusals.ts. */
export type IdentityRefusal =
  | { readonly code: 'not-found' }
  | { readonly code: 'stale-version' }
  | { readonly code: 'login-domain'; readonly domain: string }
  | { readonly code: 'login-taken' }
  | { readonly code: 'extension-taken' }
  | { readonly code: 'unknown-reference'; readonly field: UserLinkField | 'memberIds' | 'scope.userId' }
  | { readonly code: 'last-administrator' }
  | { readonly code: 'name-taken' }
  | { readonly code: 'scope-taken' }
  | { readonly code: 'range-invalid'; readonly index: number }
  | { readonly code: 'wrong-state'; readonly state: string }
  | { readonly code: 'link-invalid' }
  | { readonly code: 'password-refused'; readonly rule: string };

/** Fields of a user that name other things by id. */
export const USER_LINK_FIELDS = ['permissionSetIds', 'groupIds', 'supervisedGroupIds'] as const;
export type UserLinkField = (typeof USER_LINK_FIELDS)[number];

const same = (a: unknown, b: unknown): boolean =>
  Array.isArray(a) && Array.isArray(b) ? a.length === b.length && a.every((each) => b.includes(each)) : a === b;

/** What `change` really changes in `before`: only fields that are given and different. */
export function changesOf<T extends object>(
  before: T,
  change: Partial<T>,
): { [K in keyof T]?: { from: T[K]; to: T[K] } } {
  const changes: { [K in keyof T]?: { from: T[K]; to: T[K] } } = {};
  for (const key of Object.keys(change) as (keyof T)[]) {
    const to = change[key];
    if (to !== undefined && !same(before[key], to)) changes[key] = { from: before[key], to };
  }
  return changes;
}

/** `name@domain` belongs to this platform when its domain is ours. */
export const loginHasDomain = (login: string, domain: string): boolean => login.endsWith(`@${domain}`);

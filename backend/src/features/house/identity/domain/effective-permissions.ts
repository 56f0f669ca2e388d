import { defaultPermissions, type Permission, type Role } from '#contracts';

export interface PermissionGrants {
  readonly grants: readonly Permission[];
  readonly denies: readonly Permission[];
}

/**
 * What a user may do: the role's defaults, with all assigned sets' grants, without any set's denials. A denial beats a grant,
 * so the order of the sets does not matter. An administrator keeps everything: denying oneself the way back is no use to anybody.
 */
export function effectivePermissions(role: Role, sets: readonly PermissionGrants[]): ReadonlySet<Permission> {
  const held = new Set(defaultPermissions(role));
  if (role === 'administrator') return held;
  for (const { grants } of sets) grants.forEach((permission) => held.add(permission));
  for (const { denies } of sets) denies.forEach((permission) => held.delete(permission));
  return held;
}

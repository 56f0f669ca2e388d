import { createRequire } from 'node:module';

const { PERMISSIONS, ROLES, defaultPermissions } = createRequire(import.meta.url)('#contracts');

export function permissionsPage() {
  const held = Object.fromEntries(ROLES.map((role) => [role, new Set(defaultPermissions(role))]));
  const rows = Object.entries(PERMISSIONS).map(([name, { en, pl }]) => {
    const marks = ROLES.map((role) => (held[role].has(name) ? '✓' : ''));
    return `| \`${name}\` | ${en} | ${pl} | ${marks.join(' | ')} |`;
  });
  return [
    '# Permissions',
    'What each role holds until an administrator gives it a permission set.',
    [`| name | English | Polish | ${ROLES.join(' | ')} |`, `|---|---|---|${'---|'.repeat(ROLES.length)}`, ...rows].join(
      '\n',
    ),
  ].join('\n\n');
}

import { filesStep } from '../files-step';
import { postgresVersion } from './profile';
import { passwordOf } from './secrets';

/** Backups of both clusters on this machine, encrypted; a customer adds places of his own (repo2-…) beside them. */
export const backupStep = filesStep({
  name: 'backup',
  title: 'Backups',
  files: (context) => {
    const version = postgresVersion(context);
    const stanza = (name: string, port: number) => `
[${name}]
pg1-path=/var/lib/postgresql/${version}/${name}
pg1-port=${port}
pg1-socket-path=/run/postgresql
`;
    const content = `# Written by the set-up; \`centrala configure backup\` writes it anew.
[global]
repo1-path=/var/lib/pgbackrest
repo1-cipher-type=aes-256-cbc
repo1-cipher-pass=${passwordOf(context.box, 'CENTRALA_BACKUP_PASSPHRASE')}
repo1-retention-full=2
repo1-bundle=y
compress-type=zst
start-fast=y
log-level-console=warn
log-level-file=info
${stanza('main', 5432)}${stanza('reporting', 5434)}`;
    return [{ path: '/etc/pgbackrest/pgbackrest.conf', content, mode: 0o640, owner: 'root:postgres' }];
  },
});

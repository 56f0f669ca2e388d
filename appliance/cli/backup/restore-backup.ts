import { mustRun, type Box } from '../../box';
import { CLUSTERS, postgresVersion, rest } from './pgbackrest';

/** A moment, or the end of what was kept. */
export type RestoreTarget = { readonly to: string } | 'latest';

const MOMENT = /^\d{4}-\d\d-\d\d[ T]\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d(?::?\d\d)?)$/;

/**
 * Puts both databases back: the platform is stopped first and started at the end. Nothing is touched when the target is no
 * moment or the place of the backups cannot be read (another passphrase, a damaged archive): pgBackRest says so.
 */
export async function restoreBackup(box: Box, target: RestoreTarget, say: (text: string) => void): Promise<void> {
  if (target !== 'latest' && !MOMENT.test(target.to))
    throw new Error(`${target.to} is no moment: write it like 2026-11-29 12:00:00+01:00`);
  for (const cluster of CLUSTERS) await rest(box, cluster, 'verify');
  say('the backups are whole');
  const version = postgresVersion(box);
  const units = CLUSTERS.map((cluster) => `postgresql@${version}-${cluster}.service`);
  const platform = ['centrala-api@*', 'centrala-telephony', 'centrala-worker', 'centrala-keycloak'];
  await mustRun(box, 'systemctl', ['stop', ...platform.map((each) => `${each}.service`), ...units], {
    timeoutMs: 300_000,
  });
  say('stopped');
  const how =
    target === 'latest'
      ? ['--type=default']
      : ['--type=time', `--target=${target.to.replace('T', ' ')}`, '--target-action=promote'];
  for (const cluster of CLUSTERS) {
    await rest(box, cluster, '--delta', ...how, 'restore');
    say(`${cluster}: restored`);
  }
  await mustRun(box, 'systemctl', ['start', ...units], { timeoutMs: 3_600_000 });
  await mustRun(box, 'systemctl', ['start', 'centrala.target']);
  say('started');
}

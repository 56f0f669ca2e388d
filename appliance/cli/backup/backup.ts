import type { Box } from '../../box';
import { asPostgres, CONFIGURATION, CLUSTERS, remember, rest } from './pgbackrest';

export interface BackupEntry {
  readonly cluster: string;
  readonly label: string;
  readonly kind: string;
  readonly endedAt: string;
  readonly bytes: number;
}

/** Both clusters, each with the log since: any moment can be restored; then the files. */
export async function createBackup(
  box: Box,
  { full, say, files }: { full: boolean; say: (text: string) => void; files?: () => Promise<void> },
): Promise<void> {
  for (const cluster of CLUSTERS) {
    await rest(box, cluster, 'stanza-create');
    await rest(box, cluster, `--type=${full ? 'full' : 'incr'}`, 'backup');
    say(`${cluster}: done`);
  }
  await files?.();
  remember(box, { at: new Date(box.now()).toISOString() });
}

interface Info {
  readonly name: string;
  readonly backup: readonly {
    readonly label: string;
    readonly type: string;
    readonly timestamp: { readonly stop: number };
    readonly info: { readonly repository: { readonly delta: number } };
  }[];
}

export async function listBackups(box: Box): Promise<readonly BackupEntry[]> {
  const text = await asPostgres(box, 'pgbackrest', [`--config=${CONFIGURATION}`, '--output=json', 'info'], 60_000);
  return (JSON.parse(text) as readonly Info[]).flatMap(({ name, backup }) =>
    backup.map(({ label, type, timestamp, info }) => ({
      cluster: name,
      label,
      kind: type,
      endedAt: new Date(timestamp.stop * 1000).toISOString(),
      bytes: info.repository.delta,
    })),
  );
}

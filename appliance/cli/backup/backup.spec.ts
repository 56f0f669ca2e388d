import { FakeBox, type Answer } from '../../box/fake-box.fixture';
import { createBackup, listBackups } from './backup';
import { STATE } from './pgbackrest';
import { restoreBackup } from './restore-backup';
import { verifyBackup } from './verify-backup';

const REST = 'runuser -u postgres -- pgbackrest --config=/etc/pgbackrest/pgbackrest.conf';
const silent = (): void => undefined;
const boxWith = (programs: Record<string, Answer>) =>
  new FakeBox({ '/usr/lib/postgresql/17/bin/postgres': '' }, { runuser: '', systemctl: '', ...programs });
const lines = (box: FakeBox): string[] => box.ran.map(({ program, args }) => [program, ...args].join(' '));

/** Answers of the database in force and of the restored one, by port. */
const databases =
  (inForce: string, restored: string): Answer =>
  (args) => {
    const statement = args.at(-1) ?? '';
    if (statement.includes('max(position)')) return '812\n';
    if (statement.includes('pg_tables')) return 'call journal\n';
    return args.includes('5432') ? inForce : restored;
  };

describe('backups', () => {
  it('are made of both clusters, as their owner, and remembered', async () => {
    const box = boxWith({});
    await createBackup(box, { full: false, say: silent });
    expect(lines(box).filter((line) => line.endsWith(' backup'))).toEqual([
      `${REST} --stanza=main --type=incr backup`,
      `${REST} --stanza=reporting --type=incr backup`,
    ]);
    expect(JSON.parse(box.read(STATE) ?? '')).toEqual({ at: '2026-11-29T12:00:00.000Z' });
  });

  it('are not remembered when one fails', async () => {
    const box = boxWith({ [`${REST} --stanza=reporting --type=full`]: { code: 82, err: 'unable to push' } });
    await expect(createBackup(box, { full: true, say: silent })).rejects.toThrow('unable to push');
    expect(box.read(STATE)).toBeUndefined();
  });

  it('are listed with their size', async () => {
    const backup = {
      label: '20261129-0130F',
      type: 'full',
      timestamp: { stop: 1_796_000_000 },
      info: { repository: { delta: 5_000_000 } },
    };
    const box = boxWith({ [`${REST} --output=json info`]: JSON.stringify([{ name: 'main', backup: [backup] }]) });
    expect(await listBackups(box)).toEqual([
      {
        cluster: 'main',
        label: '20261129-0130F',
        kind: 'full',
        endedAt: new Date(1_796_000_000_000).toISOString(),
        bytes: 5_000_000,
      },
    ]);
  });

  it('are good when the restored journal is the same as that in force', async () => {
    const box = boxWith({ psql: databases('812 entries, sum 5', '812 entries, sum 5') });
    expect(await verifyBackup(box, silent)).toEqual({
      ok: true,
      detail: 'the journal up to 812 and all tables are the same',
    });
    expect(lines(box).find((line) => line.includes(' restore'))).toContain('--archive-mode=off');
    expect(lines(box).at(-1)).toContain('-m fast -w stop');
  });

  it('are not good when an entry differs, or when they cannot be restored', async () => {
    const differing = boxWith({ psql: databases('812 entries, sum 5', '811 entries, sum 9') });
    expect((await verifyBackup(differing, silent)).detail).toBe(
      'in the backup: 811 entries, sum 9; in force: 812 entries, sum 5',
    );
    const damaged = boxWith({
      [`${REST} --stanza=main --pg1-path=/var/lib/centrala/backup/scratch`]: { code: 29, err: 'checksum mismatch' },
    });
    expect(await verifyBackup(damaged, silent)).toEqual({
      ok: false,
      detail: expect.stringContaining('checksum mismatch'),
    });
    expect(JSON.parse(damaged.read(STATE) ?? '').verified.ok).toBe(false);
  });

  it('are put back with the platform stopped, to a moment or to the end', async () => {
    const box = boxWith({});
    await restoreBackup(box, { to: '2026-11-29T11:00:00Z' }, silent);
    const said = lines(box);
    const at = (part: string) => said.findIndex((line) => line.includes(part));
    expect(at('systemctl stop')).toBeLessThan(at('--delta'));
    expect(at('--delta')).toBeLessThan(at('systemctl start'));
    expect(said[at('--delta')]).toContain('--type=time --target=2026-11-29 11:00:00Z');
    expect(said.at(-1)).toBe('systemctl start centrala.target');
  });

  it('are not begun to be put back when they cannot be read, or to no moment', async () => {
    const box = boxWith({
      [`${REST} --stanza=main verify`]: { code: 95, err: 'cipher header invalid: another passphrase' },
    });
    await expect(restoreBackup(box, 'latest', silent)).rejects.toThrow('another passphrase');
    await expect(restoreBackup(boxWith({}), { to: 'yesterday' }, silent)).rejects.toThrow('yesterday is no moment');
    expect(lines(box).some((line) => line.startsWith('systemctl'))).toBe(false);
  });
});

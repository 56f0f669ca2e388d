import { setUp, knownAnswers } from '../../../../provisioning';
import type { Box } from '../../../box';
import { versionInForce } from '../../update/releases';
import { postgresVersion, remember } from '../pgbackrest';
import { restoreBackup } from '../restore-backup';
import { backUpFiles } from './back-up-files';
import { openStore, readPlace, type Place } from './place';
import { listFileBackups, openOrMakeRepository, openRepository, type Repository } from './repository';
import { chooseBackup, restoreFiles, verifyFiles } from './restore-files';

const PASSPHRASE = '/etc/centrala/credentials/CENTRALA_BACKUP_PASSPHRASE';

export interface Machine {
  readonly box: Box;
  /** Below what the files of the machine lie; `/`, and a folder in tests. */
  readonly root: string;
  readonly say: (text: string) => void;
}

function passphraseOf(box: Box): string {
  const passphrase = box.read(PASSPHRASE)?.trim();
  if (!passphrase) throw new Error(`There is no passphrase of the backups (${PASSPHRASE})`);
  return passphrase;
}

/** Opens the place for as long as the work takes. */
async function within<T>(open: Promise<Repository>, work: (repository: Repository) => Promise<T>): Promise<T> {
  const repository = await open;
  try {
    return await work(repository);
  } finally {
    await repository.store.close();
  }
}

const own = async (box: Box, open: typeof openRepository): Promise<Repository> =>
  open(await openStore(box, readPlace(box)), passphraseOf(box));

/** Recordings, prompts, uploads, keys, settings and what pgBackRest keeps, to the place that was set. */
export const backUpMachine = ({ box, root, say }: Machine): Promise<void> =>
  within(own(box, openOrMakeRepository), async (repository) => {
    const facts = { version: versionInForce(box), postgres: postgresVersion(box), now: box.now() };
    const { files, stored } = await backUpFiles(repository, { root, ...facts });
    remember(box, { files: { at: new Date(box.now()).toISOString(), count: files, place: readPlace(box).kind } });
    say(`files: ${files}, of which ${stored} are new or have changed`);
  });

export const verifyMachine = ({ box }: Pick<Machine, 'box'>): Promise<{ ok: boolean; detail: string }> =>
  within(own(box, openRepository), (repository) => verifyFiles(repository, box.now()));

export const machineBackups = (box: Box): Promise<readonly string[]> =>
  within(own(box, openOrMakeRepository), listFileBackups);

export interface Source {
  readonly place: Place;
  readonly passphrase: string;
  readonly secret?: string | undefined;
  /** A backup of files by its name; the newest unless said. */
  readonly name?: string | undefined;
}

/** The steps of the set-up, with the answers that came back: engines, accounts and clusters of this machine. */
async function makeEngines({ box, say }: Machine): Promise<void> {
  const answers = knownAnswers(box);
  if (!answers) throw new Error('The backup has no answers of a set-up: it is not of a machine that was set up');
  await setUp({ box, answers, say });
}

/**
 * Makes a blank machine the one that was backed up: its files, its engines, its databases. Before anything is changed the
 * passphrase, the release and every file have been checked.
 */
export const restoreMachine = (
  machine: Machine,
  { place, passphrase, secret, name }: Source,
  prepare: (machine: Machine) => Promise<void> = makeEngines,
): Promise<void> => {
  const { box, say } = machine;
  const open = openStore(box, place, secret).then((store) => openRepository(store, passphrase));
  return within(open, async (repository) => {
    const here = { version: versionInForce(box), postgres: postgresVersion(box) };
    const backup = await chooseBackup(repository, here, name);
    await restoreFiles(repository, backup, machine);
    say(`${backup.files.length} files of ${backup.host}, as they were at ${backup.at}`);
    await prepare(machine);
    await restoreBackup(box, 'latest', say);
  });
};

import { mustRun, type Box } from '../../../appliance/box';
import { drawRecoveryKey, sealRecoveryKey } from '../recovery-key';
import { StepRefused, type Step } from '../step';

export const ROOT_PARTITION = '/dev/disk/by-partlabel/root';
export const SEALED_KEY = '/var/lib/centrala/provisioning/recovery-key.sealed';
const MEDIA_KEY = '/run/centrala/luks.key';

/** Key slots of the volume in use, by number; none when it is not encrypted. */
export async function keySlots(box: Box): Promise<readonly string[]> {
  const { code, out } = await box.run('cryptsetup', ['luksDump', '--dump-json-metadata', ROOT_PARTITION]);
  if (code !== 0) return [];
  const { keyslots } = JSON.parse(out) as { keyslots: Record<string, { type: string }> };
  return Object.entries(keyslots).flatMap(([slot, { type }]) => (type === 'luks2' ? [slot] : []));
}

/**
 * The disk was encrypted in the initramfs with a passphrase of its owner. Here it gets a recovery key in a second slot, shown
 * once to the person at the console, or sealed to the key of the answers.
 */
export const encryptionStep: Step = {
  name: 'encryption',
  title: 'Recovery key of the disk',
  async check({ box, answers, confirmSecret }) {
    const slots = await keySlots(box);
    if (slots.length === 0)
      return (
        (await box.run('findmnt', ['-n', '-o', 'FSTYPE', '/'])).out.trim() !== 'ext4' || !box.exists(ROOT_PARTITION)
      );
    // without a person and without a seal nobody could keep the key: doctor names it until somebody makes one
    return slots.length > 1 || (confirmSecret === undefined && answers.recoverySeal === undefined);
  },
  async apply({ box, answers, confirmSecret, say }) {
    if ((await keySlots(box)).length === 0)
      throw new StepRefused(
        'The disk is not encrypted: start the machine again and read what it says about the encryption',
      );
    const recoveryKey = drawRecoveryKey((bytes) => box.random(bytes));
    const passphrase = box.read(MEDIA_KEY);
    if (passphrase === undefined)
      throw new StepRefused(
        'The passphrase is not on a disk labelled CENTRALA-KEY: run `centrala disk recovery-key` and type it',
      );
    if (confirmSecret) await confirmSecret('Recovery key of the disk', recoveryKey);
    else if (answers.recoverySeal)
      box.write(SEALED_KEY, `${sealRecoveryKey(recoveryKey, answers.recoverySeal)}\n`, { mode: 0o600 });
    await addKey(box, passphrase, recoveryKey);
    say('  the recovery key opens the disk');
  },
  async undo({ box }) {
    box.remove(SEALED_KEY);
  },
};

/** Both secrets go by files in memory (/run): arguments can be seen by everybody. */
export async function addKey(box: Box, passphrase: string, added: string): Promise<void> {
  const [known, fresh] = ['/run/centrala/known-key', '/run/centrala/added-key'];
  try {
    box.write(known, passphrase, { mode: 0o600 });
    box.write(fresh, added, { mode: 0o600 });
    await mustRun(box, 'cryptsetup', ['luksAddKey', '-q', '--key-file', known, ROOT_PARTITION, fresh], {
      timeoutMs: 120_000,
    });
  } finally {
    box.remove(known);
    box.remove(fresh);
  }
}

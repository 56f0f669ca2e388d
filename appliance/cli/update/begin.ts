import { mustRun, type Box } from '../../box';
import { examine } from '../doctor/examine';
import type { Offer } from './bundle';
import { critical, type Look } from './carry-out';
import { UPDATER, pointTo, versionInForce } from './releases';
import { writeUpdate, type UpdateState } from './state';

const UNIT = 'centrala-update.service';

export type Wanted = Pick<UpdateState, 'to' | 'bundle' | 'sha256' | 'oneWay' | 'drainMinutes' | 'watchMinutes'>;

export const ofOffer = ({ version, sha256, oneWay }: Offer, bundle: string): Omit<Wanted, `${string}Minutes`> => ({
  to: version,
  bundle,
  sha256,
  oneWay,
});

/** Remembers what is wrong already, and has the unit carry it out: that goes on when the terminal is closed and after a power cut. */
export async function beginUpdate(box: Box, wanted: Wanted, look: Look = examine): Promise<void> {
  const from = versionInForce(box);
  const before = critical(await look(box)).map(({ code }) => code);
  await pointTo(box, UPDATER, from);
  writeUpdate(box, {
    ...wanted,
    phase: 'unpack',
    from,
    before,
    by: process.env['SUDO_USER'] ?? 'root',
    log: [],
    outcome: null,
  });
  await mustRun(box, 'systemctl', ['start', '--no-block', UNIT]);
}

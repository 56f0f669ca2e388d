import type { ShownSftpAccount } from '#contracts';
import type { Tone } from '../../../../ui';

type State = 'off' | 'expired' | 'full' | 'waiting' | 'open';

const TONES: Readonly<Record<State, Tone>> = {
  off: 'quiet',
  expired: 'quiet',
  full: 'bad',
  waiting: 'warn',
  open: 'ok',
};

/** `waiting`: the machine has not said yet that the folder is there. */
function stateOf({ enabled, expiresOn, folder }: ShownSftpAccount): State {
  if (!enabled) return 'off';
  if (expiresOn !== null && expiresOn <= new Date().toISOString().slice(0, 10)) return 'expired';
  if (!folder) return 'waiting';
  return folder.full ? 'full' : 'open';
}

export const accountTone = (account: ShownSftpAccount): Tone => TONES[stateOf(account)];
export const accountKey = (account: ShownSftpAccount): string => `sftp.states.${stateOf(account)}`;

import { notRun } from '../../../../testing/not-run';
import { switchContract } from '../port/switch.contract';
import { findFreeSwitch } from './testing/freeswitch-process';
import { startRealHarness } from './testing/real-harness';

const home = findFreeSwitch();

if (home) {
  jest.setTimeout(60_000);
  switchContract('a real FreeSWITCH', () => startRealHarness(home));
} else {
  notRun('Switch contract on a real FreeSWITCH', 'FREESWITCH_HOME is not set and freeswitch is not on the PATH');
  it('needs a real FreeSWITCH; listed as not run', () => expect(home).toBeNull());
}

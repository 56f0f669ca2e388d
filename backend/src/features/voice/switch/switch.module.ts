import { join } from 'node:path';
import { Logger, Module } from '@nestjs/common';
import { CLOCK, type Clock } from '../../../kernel/clock';
import { SystemClock } from '../../../platform/clock';
import { config } from '../../../platform/config';
import { FreeSwitchSwitch } from './freeswitch/freeswitch-switch';
import { FifoPipes } from './freeswitch/sound/sound-pipes';
import { TrunkDirectory } from './freeswitch/trunks/trunk-files';
import { SIMULATED_PHONES, type SimulatedPhones } from './port/phones';
import { SWITCH, type Switch } from './port/switch';
import { HttpSimulatedPhones } from './simulator/http-simulated-phones';
import { simulatedAddresses } from './simulator/simulated-trunks';
import { SwitchRunner } from './switch-runner';
import { switchArea } from './switch.config';

const theSwitch = {
  provide: SWITCH,
  inject: [CLOCK],
  useFactory: (clock: Clock): Switch => {
    const { nodeId, host, port, password, domain, mode, trunksDirectory, recordingsDirectory } = config(switchArea);
    const logger = new Logger('switch');
    return new FreeSwitchSwitch({
      nodeId,
      domain,
      clock,
      address: { host, port, password },
      networkClock: new SystemClock(),
      trunkFiles: trunksDirectory === '' ? null : new TrunkDirectory(trunksDirectory),
      // Beside the recordings: the one directory that switch and backend both reach.
      soundPipes: new FifoPipes(join(recordingsDirectory, 'listening')),
      ...(mode === 'simulated' && { resolve: simulatedAddresses }),
      report: {
        delivery: (error, event, attempt) =>
          logger.error({ err: error, event: event.type, attempt }, 'a handler failed; the event comes again'),
        connection: (reason) => logger.warn(`switch ${nodeId}: ${reason}`),
      },
    });
  },
};

const simulatedPhones = {
  provide: SIMULATED_PHONES,
  useFactory: (): SimulatedPhones | null => {
    const { mode, phonesUrl } = config(switchArea);
    return mode === 'simulated' ? new HttpSimulatedPhones(phonesUrl) : null;
  },
};

/** The switch of this node. Tests override SWITCH (and SIMULATED_PHONES) with those of `startInProcess`. */
@Module({
  providers: [theSwitch, simulatedPhones, SwitchRunner],
  exports: [theSwitch, simulatedPhones, SwitchRunner],
})
export class SwitchModule {}

import { audioContract } from './audio.contract';
import { bridgingContract } from './bridging.contract';
import { diallingContract } from './dialling.contract';
import { resilienceContract } from './resilience.contract';
import { trunksContract } from './trunks.contract';
import { ContractRun } from './contract-run';
import type { SwitchHarness } from './switch-harness';

/** One suite for every switch: the simulator behind its event socket, and a real FreeSWITCH. */
export function switchContract(name: string, start: () => Promise<SwitchHarness>): void {
  describe(`Switch contract on ${name}`, () => {
    const run = new ContractRun();
    beforeAll(() => run.start(start), 180_000);
    afterAll(() => run.stop(), 30_000);
    beforeEach(() => run.log.clear());
    afterEach(() => run.hangUpEverything());

    diallingContract(run);
    audioContract(run);
    bridgingContract(run);
    trunksContract(run);
    resilienceContract(run);
  });
}

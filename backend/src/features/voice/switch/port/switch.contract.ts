import { audioContract } from './contract-audio';
import { bridgingContract } from './contract-bridging';
import { diallingContract } from './contract-dialling';
import { resilienceContract } from './contract-resilience';
import { ContractRun } from './contract-run';
import type { SwitchHarness } from './switch-harness';

/** One suite for every switch: the simulator behind its event socket, and a real FreeSWITCH. */
export function switchContract(name: string, start: () => Promise<SwitchHarness>): void {
  describe(`Switch contract on ${name}`, () => {
    const run = new ContractRun();
    beforeAll(() => run.start(start), 60_000);
    afterAll(() => run.stop(), 30_000);
    beforeEach(() => run.log.clear());
    afterEach(() => run.hangUpEverything());

    diallingContract(run);
    audioContract(run);
    bridgingContract(run);
    resilienceContract(run);
  });
}

import { SystemClock } from '../../../../platform/clock';
import type { Clock } from '../../../../kernel/clock';
import { FreeSwitchSwitch } from '../freeswitch/freeswitch-switch';
import { TrunkMemory } from '../freeswitch/trunks/trunk-files';
import { SimulatedSwitch } from './simulated-switch';
import { MemoryPipes } from './sound-out';
import { simulatedAddresses } from './simulated-trunks';
import type { SimulatedDisk } from './simulated-world';
import type { Switch } from '../port/switch';

const PASSWORD = 'in-process';

export interface InProcess {
  readonly switch: Switch;
  /** People, faults, killing: what a scenario acts with. */
  readonly simulated: SimulatedSwitch;
  /** Resolves when every event sent was handled and no command is under way: call it between steps of a virtual clock. */
  settle(): Promise<void>;
  stop(): Promise<void>;
  /** A new adapter to the same simulated switch, as a process has that starts again; stop the old adapter first. */
  rejoin(): InProcess;
}

export interface InProcessOptions {
  /** Virtual or real: everything inside the simulated switch happens by it. */
  readonly clock: Clock;
  readonly seed?: number;
  readonly nodeId?: string;
  readonly disk?: SimulatedDisk;
}

/** The adapter and a simulated switch in one process, joined by a loopback socket: the code under test is the adapter itself. */
export async function startInProcess(options: InProcessOptions): Promise<InProcess> {
  const sound = new MemoryPipes();
  const simulated = new SimulatedSwitch({
    sound,
    clock: options.clock,
    seed: options.seed ?? 1,
    password: PASSWORD,
    disk: options.disk,
    trunkFiles: new TrunkMemory(),
  });
  const port = await simulated.listen();
  return join({ ...options, sound }, simulated, port);
}

function join(
  options: InProcessOptions & { readonly sound: MemoryPipes },
  simulated: SimulatedSwitch,
  port: number,
): InProcess {
  const adapter = new FreeSwitchSwitch({
    nodeId: options.nodeId ?? 'switch-1',
    address: { host: '127.0.0.1', port, password: PASSWORD },
    domain: '127.0.0.1',
    clock: options.clock,
    networkClock: new SystemClock(),
    listLagMs: 0,
    trunkFiles: simulated.trunkFiles,
    soundPipes: options.sound,
    resolve: simulatedAddresses,
  });
  const settle = (): Promise<void> => settled(simulated, adapter);
  return {
    switch: adapter,
    simulated,
    settle,
    rejoin: () => join(options, simulated, port),
    stop: async () => {
      await adapter.stop();
      await simulated.stop();
    },
  };
}

/** Several quiet turns of the event loop in a row: a turn may carry bytes, a handler, or a command that it sent. */
async function settled(simulated: SimulatedSwitch, adapter: FreeSwitchSwitch): Promise<void> {
  const deadline = performance.now() + 5000;
  for (let quiet = 0; quiet < 4 && performance.now() < deadline;) {
    await new Promise((resolve) => setImmediate(resolve));
    await adapter.idle();
    quiet = adapter.lastSequence() >= simulated.server.lastSent() ? quiet + 1 : 0;
  }
}

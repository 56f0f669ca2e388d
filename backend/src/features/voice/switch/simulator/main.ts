import { SystemClock } from '../../../../platform/clock';
import { config } from '../../../../platform/config';
import { ControlServer } from './control-server';
import { TrunkDirectory } from '../freeswitch/trunks/trunk-files';
import { DemoCallers } from './demo-traffic';
import { realDisk } from './real-disk';
import { SimulatedSwitch } from './simulated-switch';
import { soundIntoPipes } from './sound-out';
import { simulatorArea } from './simulator.config';

/** A process of its own, so that its calls survive the backend, as a real switch's do. */
async function main(): Promise<void> {
  const settings = config(simulatorArea);
  const say = (line: string): void => {
    process.stdout.write(`${line}\n`);
  };
  const simulated = new SimulatedSwitch({
    clock: new SystemClock(),
    seed: settings.seed,
    password: settings.password,
    sound: soundIntoPipes,
    disk: realDisk(settings.recordingsDirectory || null, say),
    trunkFiles: settings.trunksDirectory === '' ? null : new TrunkDirectory(settings.trunksDirectory),
  });
  for (const extension of settings.colleagues) {
    simulated.world.setPhone(extension, { kind: 'answers', afterMs: [1000, 4000] });
    simulated.world.register(extension, false);
  }
  for (const extension of settings.extensions) simulated.world.setPhone(extension, { kind: 'manual' });
  for (const trunk of settings.trunks) simulated.world.gateway(trunk, true);
  const port = await simulated.listen(settings.port);
  const control = new ControlServer(simulated);
  const controlPort = await control.listen(settings.controlPort);
  const callers = new DemoCallers(
    simulated,
    { numbers: settings.numbers, trunk: settings.trunks[0] ?? '', mostWaiting: settings.mostWaiting },
    settings.seed,
  );
  if (settings.traffic === 'demo') callers.start();
  say(
    `simulated switch: event socket 127.0.0.1:${port}, control http://127.0.0.1:${controlPort}, traffic ${settings.traffic}`,
  );
  const stop = (): void => {
    callers.stop();
    void Promise.all([control.close(), simulated.stop()]).then(() => process.exit(0));
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});

import { mkdirSync } from 'node:fs';
import { AppModule } from '../app.module';
import { SIMULATED_PHONES, SWITCH, type InProcess, type Switch } from '../features/voice/switch';
import { SwitchGate } from '../features/voice/calls';
import { ACCESS_GUARD } from '../platform/http';
import { Relay } from '../platform/journal';
import { bootApp, type TestApp } from './boot-app';
import { CallWorld } from './call-world';
import { pause } from './processes';
import { VirtualClock } from './virtual-clock';

/** The whole backend on a real switch and in real time; only who asks over HTTP is chosen by the test. */
export class RealWorld extends CallWorld {
  /** Stamps settings and sessions; nothing waits for it. */
  override readonly clock = new VirtualClock(Date.now());

  static async on(port: Switch): Promise<RealWorld> {
    const world = new RealWorld();
    await world.prepare();
    // The switch records a message into a directory that is there, as on an installed machine; it makes none.
    mkdirSync(process.env['CENTRALA_RECORDINGS_DIR'] ?? '', { recursive: true });
    world.line = { switch: port, settle: () => Promise.resolve(), stop: () => port.stop() } as unknown as InProcess;
    await world.boot();
    return world;
  }

  override process(line: InProcess): Promise<TestApp> {
    return bootApp({
      modules: [AppModule.of(['api', 'telephony', 'worker'])],
      principal: null,
      realAccess: true,
      customise: (builder) =>
        builder
          .overrideProvider(SWITCH)
          .useValue(line.switch)
          .overrideProvider(SIMULATED_PHONES)
          .useValue(null)
          .overrideProvider(ACCESS_GUARD)
          .useValue(this.guard),
    });
  }

  override async settle(): Promise<void> {
    await Promise.race([this.app.get(Relay).idle({ failing: 'allowed' }), pause(2000)]);
  }

  override async wait(seconds: number): Promise<void> {
    await pause(seconds * 1000);
  }

  /** A real connection takes its time. */
  override async connected(): Promise<void> {
    const gate = this.app.get(SwitchGate);
    await this.until('the switch is connected', () => gate.opened);
  }

  /** Looks until it is so; what it found last is in the error. */
  async until<Found>(
    what: string,
    look: () => Found | Promise<Found>,
    withinMs = 15_000,
  ): Promise<Exclude<Found, null | undefined | false>> {
    const end = performance.now() + withinMs;
    for (let found = await look(); ; found = await look()) {
      if (found) return found as Exclude<Found, null | undefined | false>;
      if (performance.now() > end) throw new Error(`not within ${withinMs} ms: ${what}; was ${JSON.stringify(found)}`);
      await pause(25);
    }
  }
}

import type { Cancel } from '../../../../kernel/clock';
import { population, type Person } from './people';
import { SeededRandom } from './seeded-random';
import type { SimulatedSwitch } from './simulated-switch';

export interface DemoTraffic {
  /** Numbers that people call. */
  readonly numbers: readonly string[];
  readonly trunk: string;
  /** No further caller while so many wait. */
  readonly mostWaiting: number;
}

/** A caller every few seconds: when nobody waits the next comes within 8 s, so an agent who gets ready soon has one. */
export class DemoCallers {
  private readonly random: SeededRandom;
  private readonly people: readonly Person[];
  private cancel: Cancel = () => undefined;

  constructor(
    private readonly simulated: SimulatedSwitch,
    private readonly traffic: DemoTraffic,
    seed: number,
  ) {
    this.random = new SeededRandom(seed ^ 0xca11);
    this.people = population(seed);
  }

  start(): void {
    const { clock } = this.simulated.model;
    this.cancel = clock.wakeAt(clock.now() + this.random.between(3000, 8000), () => {
      this.maybeCall();
      this.start();
    });
  }

  stop(): void {
    this.cancel();
  }

  private maybeCall(): void {
    const { world } = this.simulated;
    if (world.waitingCallers() >= this.traffic.mostWaiting) return;
    const person = this.random.pick(this.people);
    world.call({
      from: person.number,
      to: this.random.pick(this.traffic.numbers),
      name: person.name,
      trunk: this.traffic.trunk,
    });
  }
}

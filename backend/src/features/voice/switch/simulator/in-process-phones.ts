import type { SimulatedPhones } from '../port/phones';
import type { SimulatedWorld } from './simulated-world';

/** The simulated phones of a simulation in the same process. */
export class InProcessPhones implements SimulatedPhones {
  constructor(private readonly world: SimulatedWorld) {}

  answer(extension: string): Promise<boolean> {
    return Promise.resolve(this.world.answerPhone(extension));
  }

  decline(extension: string): Promise<boolean> {
    return Promise.resolve(this.world.declinePhone(extension));
  }

  hangUp(extension: string): Promise<boolean> {
    return Promise.resolve(this.world.hangUpPhone(extension));
  }

  register(extension: string): Promise<void> {
    return Promise.resolve(this.world.register(extension));
  }

  unregister(extension: string): Promise<void> {
    return Promise.resolve(this.world.unregister(extension));
  }
}

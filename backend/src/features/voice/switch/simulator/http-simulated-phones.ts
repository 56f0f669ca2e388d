import type { SimulatedPhones } from '../port/phones';

const PATIENCE_MS = 3000;

/** The simulated phones over the simulator's control port. */
export class HttpSimulatedPhones implements SimulatedPhones {
  constructor(private readonly url: string) {}

  answer(extension: string): Promise<boolean> {
    return this.act(extension, 'answer');
  }

  decline(extension: string): Promise<boolean> {
    return this.act(extension, 'decline');
  }

  hangUp(extension: string): Promise<boolean> {
    return this.act(extension, 'hang-up');
  }

  async register(extension: string): Promise<void> {
    await this.act(extension, 'register');
  }

  async unregister(extension: string): Promise<void> {
    await this.act(extension, 'unregister');
  }

  /** 404 is an answer (nothing rings there); anything else that is not 200 is a fault of the simulator. */
  private async act(extension: string, verb: string): Promise<boolean> {
    const response = await fetch(`${this.url}/phones/${encodeURIComponent(extension)}/${verb}`, {
      method: 'POST',
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    if (response.status === 404) return false;
    if (!response.ok) throw new Error(`simulated phone ${extension} ${verb}: ${response.status}`);
    return true;
  }
}

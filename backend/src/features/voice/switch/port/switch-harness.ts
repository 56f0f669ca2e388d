import type { Switch } from './switch';
import type { LegEvent, SwitchEvent } from './switch-event';

/** How a phone of the contract behaves; a real one is a SIP user agent, a simulated one a habit. */
export type PhoneHabit = 'answers' | 'refuses-busy' | 'refuses-rejected' | 'rings';

/** What a caller's exchange speaks, best first. */
export type OfferedCodec = 'PCMA' | 'PCMU';

/** A switch with people around it, for the contract. Everything that takes time goes through `wait`. */
export interface SwitchHarness {
  readonly switch: Switch;
  /** Two extensions that exist; both are registered by `start`. A third, `unregistered`, exists without a phone. */
  readonly extensions: readonly [string, string];
  readonly unregistered: string;
  /** A file that can be played; its length in milliseconds. */
  readonly prompt: { readonly path: string; readonly ms: number };
  recordingPath(name: string): string;
  phone(extension: string, habit: PhoneHabit): void;
  phoneHangsUp(extension: string): Promise<void>;
  /** Somebody calls `to`; resolves when the call is on its way. */
  call(from: string, to: string, name: string): Promise<void>;
  callerHangsUp(): Promise<void>;
  callerPresses(keys: string): Promise<void>;
  /** An operator's exchange: where it is, what it does with calls and registrations, and what it was told last (null: not heard). */
  readonly operator: {
    readonly host: string;
    readonly port: number;
    habit(habit: PhoneHabit): void;
    /** Answer to a registration of the trunk, `200 OK` at first. */
    registrations(trunk: string, answer: string): void;
    offered(): string | null;
    /** The session description with which its call was taken. */
    accepted(): string | null;
    /** Somebody calls through it: by the trunk's registration if it has one, else from its address. */
    call(trunk: string, from: string, to: string, codecs?: readonly OfferedCodec[]): Promise<void>;
    hangsUp(): Promise<void>;
  };
  /** Lets time pass: a virtual clock is moved, a real one is waited for. */
  wait(ms: number): Promise<void>;
  /** The event socket breaks and can be used again after `ms`. */
  breakConnection(ms: number): Promise<void>;
  /** The switch is killed and started again. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** Collects events and waits for the one that a step must lead to. */
export class EventLog {
  readonly events: SwitchEvent[] = [];

  constructor(private readonly harness: SwitchHarness) {
    harness.switch.subscribe((event) => {
      this.events.push(event);
    });
  }

  /** The first event of the type that matches, waiting up to `withinMs` for it. */
  async next<T extends SwitchEvent['type']>(
    type: T,
    matches: (event: Extract<SwitchEvent, { type: T }>) => boolean = () => true,
    withinMs = 8000,
  ): Promise<Extract<SwitchEvent, { type: T }>> {
    for (let waited = 0; waited <= withinMs; waited += 50) {
      const found = this.events.find(
        (event): event is Extract<SwitchEvent, { type: T }> =>
          event.type === type && matches(event as Extract<SwitchEvent, { type: T }>),
      );
      if (found) return found;
      await this.harness.wait(50);
    }
    throw new Error(`no ${type} within ${withinMs} ms; came: ${this.events.map((event) => event.type).join(', ')}`);
  }

  typesOf(legId: string): string[] {
    return this.events
      .filter((event): event is LegEvent => 'legId' in event && event.legId === legId)
      .map(({ type }) => type);
  }

  clear(): void {
    this.events.length = 0;
  }
}

import type { Clock } from '../../../../kernel/clock';
import { eventName, header, type EslEvent } from './esl';

interface Expected {
  readonly eventId: string;
  readonly begun: Promise<void>;
  settle(): void;
}

/** A sound that has not begun by then will not: its leg is somewhere else. */
const BEGINS_WITHIN_MS = 500;

/**
 * Sounds that were ordered to come at once and have not begun. Between taking an application off a leg's queue and beginning
 * it the switch forgets a break (its `switch_core_session_exec` clears the mark; with `uuid_broadcast` these are 100 ms, with
 * `sendmsg` under one). Then the sound goes on and what should have replaced it waits behind. So a break waits for the beginning.
 */
export class Beginnings {
  private readonly expected = new Map<string, Expected>();
  private waiting = 0;

  constructor(private readonly clock: Clock) {}

  /** Breaks that wait for the switch, not for us. */
  get held(): number {
    return this.waiting;
  }

  expect(legId: string, eventId: string): void {
    let settle: () => void = () => undefined;
    const begun = new Promise<void>((resolve) => {
      const cancel = this.clock.wakeAt(this.clock.now() + BEGINS_WITHIN_MS, () => settle());
      settle = () => {
        cancel();
        if (this.expected.get(legId)?.begun === begun) this.expected.delete(legId);
        resolve();
      };
    });
    this.expected.set(legId, { eventId, begun, settle });
  }

  /** Returns at once when nothing is about to begin on the leg. */
  async settled(legId: string): Promise<void> {
    this.waiting += 1;
    for (let next = this.expected.get(legId); next; next = this.expected.get(legId)) await next.begun;
    this.waiting -= 1;
  }

  hear(event: EslEvent): void {
    const next = this.expected.get(header(event, 'Unique-ID'));
    if (next && tellsOfIt(event, next.eventId)) next.settle();
  }

  /** The switch did not take it, or is lost. */
  forget(legId: string): void {
    this.expected.get(legId)?.settle();
  }

  forgetAll(): void {
    for (const each of [...this.expected.values()]) each.settle();
  }
}

/** It sounds, it is over without a sound, or its leg is. */
function tellsOfIt(event: EslEvent, eventId: string): boolean {
  switch (eventName(event)) {
    case 'PLAYBACK_START':
    case 'CHANNEL_HANGUP_COMPLETE':
      return true;
    case 'CHANNEL_EXECUTE_COMPLETE':
      return header(event, 'Application-UUID') === eventId;
    default:
      return false;
  }
}

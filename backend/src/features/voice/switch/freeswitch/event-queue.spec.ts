import { VirtualClock } from '../../../../testing/virtual-clock';
import type { SwitchEvent } from '../port/switch-event';
import { EventQueue } from './event-queue';

const lost = (reason: string): SwitchEvent => ({ type: 'SwitchLost', nodeId: 'n', at: 0, reason });
const reasons = (events: readonly SwitchEvent[]): string[] =>
  events.flatMap((event) => (event.type === 'SwitchLost' ? [event.reason] : []));

describe('delivery of events', () => {
  it('keeps events until somebody subscribes, then gives them one at a time in order', async () => {
    const queue = new EventQueue(new VirtualClock(), () => undefined);
    queue.push([lost('1'), lost('2')]);
    const seen: SwitchEvent[] = [];
    let working = 0;
    queue.subscribe(async (event) => {
      working += 1;
      expect(working).toBe(1);
      await Promise.resolve();
      seen.push(event);
      working -= 1;
    });
    queue.push([lost('3')]);
    await queue.idle();
    expect(reasons(seen)).toEqual(['1', '2', '3']);
  });

  it('gives a failed event again before the next one', async () => {
    const clock = new VirtualClock();
    const failures: number[] = [];
    const queue = new EventQueue(clock, (_error, _event, attempt) => failures.push(attempt));
    const seen: SwitchEvent[] = [];
    let broken = 2;
    queue.subscribe((event) => {
      if (broken > 0) {
        broken -= 1;
        throw new Error('the database is away');
      }
      seen.push(event);
    });
    queue.push([lost('1'), lost('2')]);
    await clock.advance(1000);
    await queue.idle();
    expect(reasons(seen)).toEqual(['1', '2']);
    expect(failures).toEqual([1, 2]);
  });

  it('stops while a handler keeps failing', async () => {
    const clock = new VirtualClock();
    const queue = new EventQueue(clock, () => undefined);
    queue.subscribe(() => {
      throw new Error('for ever');
    });
    queue.push([lost('1')]);
    await clock.advance(200);
    queue.stop();
    await queue.idle();
    expect(clock.waitingCount).toBe(0);
  });
});

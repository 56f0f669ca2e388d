import fc from 'fast-check';
import type { Changes, EntityChange, Subscribed } from '#contracts';
import { TopicStore } from './topic-store';

interface Thing {
  readonly id: string;
  readonly n: number;
}

const change = (id: string, n: number | null): EntityChange => ({
  entity: 'thing',
  id,
  value: n === null ? null : { id, n },
});
const changes = (position: number, ...all: EntityChange[]): Changes => ({ topic: 'desk', position, changes: all });
const snapshot = (position: number, ...entities: EntityChange[]): Subscribed => ({
  ok: true,
  kind: 'snapshot',
  position,
  entities,
});
const resumed = (position: number, ...entities: EntityChange[]): Subscribed => ({
  ok: true,
  kind: 'resumed',
  position,
  entities,
});

describe('TopicStore', () => {
  let store: TopicStore;
  const things = () => store.all<Thing>('thing')();

  beforeEach(() => {
    store = new TopicStore();
    store.subscribing();
  });

  it('shows a snapshot and then each change once', () => {
    store.subscribed(snapshot(10, change('a', 1)));
    store.changed(changes(11, change('a', 2), change('b', 1)));
    store.changed(changes(11, change('a', 99)));
    store.changed(changes(9, change('a', 98)));
    expect(things()).toEqual([
      { id: 'a', n: 2 },
      { id: 'b', n: 1 },
    ]);
    expect(store.position).toBe(11);
  });

  it('keeps changes that overtake the answer, and drops those that the snapshot already holds', () => {
    store.changed(changes(10, change('a', 1)));
    store.changed(changes(12, change('b', 1)));
    store.subscribed(snapshot(11, change('a', 5)));
    expect(things()).toEqual([
      { id: 'a', n: 5 },
      { id: 'b', n: 1 },
    ]);
    expect(store.position).toBe(12);
  });

  it('resumes with only what changed, and removes what is gone', () => {
    store.subscribed(snapshot(10, change('a', 1), change('b', 1)));
    store.subscribing();
    store.subscribed(resumed(20, change('a', null), change('c', 1)));
    expect(things()).toEqual([
      { id: 'b', n: 1 },
      { id: 'c', n: 1 },
    ]);
  });

  it('forgets what a fresh snapshot no longer has', () => {
    store.subscribed(snapshot(10, change('a', 1)));
    store.subscribing();
    store.subscribed(snapshot(30, change('b', 1)));
    expect(things()).toEqual([{ id: 'b', n: 1 }]);
  });

  it('says why a topic was refused', () => {
    store.subscribed({ ok: false, code: 'forbidden' });
    expect(store.refused()).toBe('forbidden');
    expect(store.loaded()).toBe(false);
  });

  it('ends as the server, whatever is repeated or lost around reconnects', () => {
    const event = fc.record({
      id: fc.constantFrom('a', 'b', 'c'),
      n: fc.option(fc.nat(9), { nil: null }),
      fate: fc.constantFrom('sent', 'twice', 'lost'),
    });
    fc.assert(
      fc.property(fc.array(event, { maxLength: 40 }), (events) => {
        store = new TopicStore();
        store.subscribing();
        store.subscribed(snapshot(0));
        const truth = new Map<string, Thing>();
        const missed: EntityChange[] = [];
        events.forEach(({ id, n, fate }, index) => {
          if (n === null) truth.delete(id);
          else truth.set(id, { id, n });
          const message = changes(index + 1, change(id, n));
          if (fate === 'lost') {
            missed.push(...message.changes);
            return;
          }
          if (missed.length > 0) {
            // The line was down: the client resumes, and the server sends the latest of all that was missed.
            store.subscribing();
            store.changed(message);
            store.subscribed(resumed(index, ...missed.splice(0)));
          }
          store.changed(message);
          if (fate === 'twice') store.changed(message);
        });
        if (missed.length > 0) store.subscribed(resumed(events.length, ...missed));
        const sorted = (all: readonly Thing[]) => [...all].sort((a, b) => a.id.localeCompare(b.id));
        expect(sorted(things())).toEqual(sorted([...truth.values()]));
      }),
    );
  });
});

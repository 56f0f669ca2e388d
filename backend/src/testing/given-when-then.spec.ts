import type { Decider } from '../kernel/decider';
import type { DomainEvent } from '../kernel/journal';
import { accepted, refused, type Refusal } from '../kernel/outcome';
import { aMeta, aStream } from './builders';
import { given, givenState } from './given-when-then';
import { InMemoryJournal } from './in-memory-journal';
import { SeededIds } from './seeded-ids';

type DoorEvent = DomainEvent<'DoorOpened', { by: string }> | DomainEvent<'DoorClosed', null>;
type DoorCommand = { type: 'Open'; by: string } | { type: 'Close' };

const door: Decider<{ open: boolean }, DoorCommand, DoorEvent, Refusal<'already-open'>> = {
  kind: 'door',
  stateVersion: 1,
  initialState: { open: false },
  decide: (state, command) => {
    if (command.type === 'Close') return accepted(state.open ? [{ type: 'DoorClosed', data: null }] : []);
    if (state.open) return refused({ code: 'already-open' });
    return accepted([{ type: 'DoorOpened', data: { by: command.by } }]);
  },
  evolve: (_state, { type }) => ({ open: type === 'DoorOpened' }),
};
const opened: DoorEvent = { type: 'DoorOpened', data: { by: 'anna' } };

describe('given-when-then', () => {
  it('shows what a command makes of the past', () => {
    expect(given(door).when({ type: 'Open', by: 'anna' }).then(opened)).toEqual({ open: true });
    given(door, opened).when({ type: 'Open', by: 'jan' }).thenRefused({ code: 'already-open' });
    given(door).when({ type: 'Close' }).thenNothing();
    givenState(door, { open: true })
      .when({ type: 'Close' }, { type: 'Open', by: 'jan' })
      .thenLike({ type: 'DoorOpened' });
  });

  it('fails when it is otherwise', () => {
    expect(() => given(door).when({ type: 'Close' }).then(opened)).toThrow();
    expect(() => given(door).when({ type: 'Open', by: 'x' }).thenNothing()).toThrow();
    expect(() => given(door, opened).when({ type: 'Open', by: 'x' }, { type: 'Close' })).toThrow('already-open');
  });

  it('notices a decider that changes its state in place, and a state that JSON does not keep', () => {
    const careless = {
      ...door,
      initialState: { open: false },
      decide: (state: { open: boolean }) => ((state.open = !state.open), accepted([])),
    };
    expect(() => given(careless).when({ type: 'Close' })).toThrow();
    const dated = {
      ...door,
      initialState: { open: false, at: 0 as unknown },
      evolve: () => ({ open: true, at: new Date(0) as unknown }),
    };
    expect(() => given(dated).when({ type: 'Open', by: 'anna' }).then(opened)).toThrow();
  });
});

describe('in-memory journal', () => {
  it('numbers and keeps like the real one', () => {
    const journal = new InMemoryJournal();
    journal.handle(door, '1', { type: 'Open', by: 'anna' }, aMeta());
    expect(journal.handle(door, '1', { type: 'Open', by: 'jan' }, aMeta())).toEqual(refused({ code: 'already-open' }));
    journal.append('settings-door', [{ type: 'DoorPainted', data: 'red' }], aMeta());
    journal.handle(door, '1', { type: 'Close' }, aMeta());
    expect(journal.events.map(({ position, stream, version }) => [position, stream, version])).toEqual([
      [1, 'door-1', 1],
      [2, 'settings-door', 1],
      [3, 'door-1', 2],
    ]);
    expect(journal.load(door, '1')).toEqual({ state: { open: false }, version: 2 });
    expect(journal.readFrom(1, { types: ['DoorClosed'] })).toHaveLength(1);
    expect(() => journal.append('door-1', [opened], aMeta())).toThrow('belongs to a decider');
    expect(() => journal.handle({ ...door, kind: 'settings' }, 'door', { type: 'Close' }, aMeta())).toThrow(
      'has no decider',
    );
  });

  it('comes with builders and ids that repeat', () => {
    expect(aStream('door-1', [opened, opened]).map(({ version }) => version)).toEqual([1, 2]);
    expect([new SeededIds(7).next(), new SeededIds(7).next()]).toEqual(
      Array(2).fill('00000007-0000-7000-8000-000000000001'),
    );
  });
});

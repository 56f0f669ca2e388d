import type { EntityChange } from '#contracts';
import type { Principal } from '../http';
import { keyOf, Screen, type LoadedChange, type ScreenConnection } from './screen';
import type { TopicSource } from './topic-source';

interface Call {
  readonly agent: string;
}

const source: TopicSource = {
  topic: 'desk',
  entity: 'call',
  types: [],
  permission: 'authenticated',
  affected: () => [],
  load: async () => new Map(),
  loadAll: async () => new Map(),
  visibleTo: (principal, _id, value) => (value as Call).agent === principal.userId,
};

const ann: Principal = {
  userId: 'ann',
  login: '',
  role: 'agent',
  permissions: new Set(),
  groupIds: [],
  supervised: null,
  sessionId: 's',
};

class FakeConnection implements ScreenConnection {
  principal = ann;
  writable = true;
  dropped = false;
  readonly sent: { position: number; changes: EntityChange[] }[] = [];

  send({ position, changes }: { position: number; changes: EntityChange[] }): void {
    this.sent.push({ position, changes });
  }

  drop(): void {
    this.dropped = true;
  }
}

const change = (id: string, agent?: string): LoadedChange => ({ source, id, value: agent && { agent } });

describe('screen', () => {
  let connection: FakeConnection;
  let screen: Screen;
  beforeEach(() => {
    connection = new FakeConnection();
    screen = new Screen('desk', [source], connection);
  });

  it('sends only what its principal may see', () => {
    screen.begin(1, []);
    screen.offer(2, [change('1', 'ann'), change('2', 'bob')]);
    expect(connection.sent).toEqual([{ position: 2, changes: [{ entity: 'call', id: '1', value: { agent: 'ann' } }] }]);
  });

  it('says of what is gone, or handed to somebody else, that it is gone, once', () => {
    screen.begin(1, [keyOf(source, '1'), keyOf(source, '2')]);
    screen.offer(2, [change('1', 'bob'), change('2'), change('3')]);
    screen.offer(3, [change('1', 'bob'), change('2')]);
    expect(connection.sent).toEqual([
      {
        position: 2,
        changes: [
          { entity: 'call', id: '1', value: null },
          { entity: 'call', id: '2', value: null },
        ],
      },
    ]);
  });

  it('keeps changes that come before the first answer, and drops those that the answer contained', () => {
    screen.offer(4, [change('1', 'ann')]);
    screen.offer(6, [change('2', 'ann')]);
    screen.begin(5, [keyOf(source, '1')]);
    expect(connection.sent.map(({ position, changes }) => [position, changes.map(({ id }) => id)])).toEqual([
      [6, ['2']],
    ]);
  });

  it('does not take for seen what the client would drop', () => {
    screen.begin(5, [keyOf(source, '1')]);
    screen.offer(5, [change('1', 'bob')]);
    screen.offer(6, [change('1', 'bob')]);
    expect(connection.sent).toEqual([{ position: 6, changes: [{ entity: 'call', id: '1', value: null }] }]);
  });

  it('waits for a slow client with the latest of each entity', () => {
    screen.begin(1, []);
    connection.writable = false;
    for (let position = 2; position < 500; position += 1) screen.offer(position, [change(String(position % 3), 'ann')]);
    screen.offer(500, [change('0')]);
    expect(connection.sent).toEqual([]);
    connection.writable = true;
    screen.pump();
    expect(connection.sent).toHaveLength(1);
    expect(connection.sent[0]?.changes.map(({ id, value }) => [id, value]).sort()).toEqual([
      ['0', null],
      ['1', { agent: 'ann' }],
      ['2', { agent: 'ann' }],
    ]);
    expect(connection.sent[0]?.position).toBe(500);
  });

  it('drops a client that does not read at all', () => {
    screen.begin(1, []);
    connection.writable = false;
    screen.offer(
      2,
      Array.from({ length: 5_001 }, (_, id) => change(String(id), 'ann')),
    );
    expect(connection.dropped).toBe(true);
  });

  it('is replaced when its principal may see more or less, at the next position that the client takes', () => {
    screen.begin(5, [keyOf(source, '1')]);
    screen.replace(5, [change('2', 'ann')]);
    expect(connection.sent).toEqual([]);
    screen.offer(6, []);
    expect(connection.sent).toEqual([
      {
        position: 6,
        changes: [
          { entity: 'call', id: '1', value: null },
          { entity: 'call', id: '2', value: { agent: 'ann' } },
        ],
      },
    ]);
  });
});

import type { Decider } from '../../kernel/decider';
import type { DomainEvent, EventMeta } from '../../kernel/journal';
import { accepted, refused, type Refusal } from '../../kernel/outcome';
import { createTestDatabase, type TestDatabase } from '../../testing/test-database';
import { Journal } from './journal';

interface Account {
  readonly balance: number;
}
type AccountEvent = DomainEvent<'MoneyPaidIn', { amount: number }> | DomainEvent<'MoneyDrawn', { amount: number }>;
type AccountCommand = { type: 'PayIn' | 'Draw' | 'LookIn'; amount: number };

const account: Decider<Account, AccountCommand, AccountEvent, Refusal<'balance-too-low'>> = {
  kind: 'account',
  stateVersion: 1,
  initialState: { balance: 0 },
  decide: (state, { type, amount }) => {
    if (type === 'LookIn') return accepted([]);
    if (type === 'PayIn') return accepted([{ type: 'MoneyPaidIn', data: { amount } }]);
    if (state.balance < amount) return refused({ code: 'balance-too-low' });
    return accepted([{ type: 'MoneyDrawn', data: { amount } }]);
  },
  evolve: (state, { type, data }) => ({
    balance: state.balance + (type === 'MoneyPaidIn' ? data.amount : -data.amount),
  }),
};

const meta: EventMeta = {
  at: 1_795_000_000_123,
  actor: { kind: 'user', id: 'anna' },
  correlation: 'c-1',
  causation: null,
};

describe('journal', () => {
  let test: TestDatabase;
  let journal: Journal;

  beforeAll(async () => {
    test = await createTestDatabase();
    journal = new Journal(test.database);
  });
  afterAll(() => test.close());

  const handle = (id: string, command: AccountCommand, decider = account) =>
    test.database.transaction((tx) => journal.handle(tx, decider, id, command, meta));

  it('writes events and state of a handled command', async () => {
    const first = await handle('a', { type: 'PayIn', amount: 10 });
    const second = await handle('a', { type: 'Draw', amount: 3 });
    expect(first).toMatchObject({
      ok: true,
      value: { state: { balance: 10 }, events: [{ stream: 'account-a', version: 1 }] },
    });
    expect(second).toMatchObject({
      ok: true,
      value: { state: { balance: 7 }, events: [{ version: 2, type: 'MoneyDrawn', meta }] },
    });
    expect(await journal.load(test.database.read, account, 'a')).toEqual({ state: { balance: 7 }, version: 2 });
    const stream = await journal.read('account-a');
    expect(stream.map(({ version, type, data }) => [version, type, data])).toEqual([
      [1, 'MoneyPaidIn', { amount: 10 }],
      [2, 'MoneyDrawn', { amount: 3 }],
    ]);
    expect(stream[0]?.meta).toEqual(meta);
    expect(await journal.read('account-a', { after: 1 })).toHaveLength(1);
  });

  it('leaves nothing behind when a first command is refused or changes nothing', async () => {
    expect(await handle('empty', { type: 'Draw', amount: 1 })).toEqual(refused({ code: 'balance-too-low' }));
    expect(await handle('empty', { type: 'LookIn', amount: 1 })).toMatchObject({ ok: true, value: { events: [] } });
    expect(await test.database.read.query(`select 1 from stream_state where stream = 'account-empty'`)).toEqual([]);
  });

  it('leaves nothing behind when the transaction is rolled back', async () => {
    const failing = test.database.transaction(async (tx) => {
      await journal.handle(tx, account, 'rolled', { type: 'PayIn', amount: 1 }, meta);
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await journal.read('account-rolled')).toEqual([]);
    expect(await journal.load(test.database.read, account, 'rolled')).toEqual({ state: { balance: 0 }, version: 0 });
  });

  it('lets concurrent commands of one stream wait for each other, also when all are the first', async () => {
    await Promise.all(Array.from({ length: 25 }, () => handle('busy', { type: 'PayIn', amount: 1 })));
    const draws = await Promise.all(Array.from({ length: 30 }, () => handle('busy', { type: 'Draw', amount: 1 })));
    expect(draws.filter(({ ok }) => ok)).toHaveLength(25);
    expect(await journal.load(test.database.read, account, 'busy')).toEqual({ state: { balance: 0 }, version: 50 });
    const stream = await journal.read('account-busy');
    expect(stream.map(({ version }) => version)).toEqual(Array.from({ length: 50 }, (_, index) => index + 1));
    const positions = stream.map(({ position }) => position);
    expect(positions).toEqual([...positions].sort((a, b) => a - b));
  });

  it('folds the state anew when its shape has changed', async () => {
    await handle('shape', { type: 'PayIn', amount: 4 });
    await handle('shape', { type: 'PayIn', amount: 5 });
    const counting: Decider<Account & { entries: number }, AccountCommand, AccountEvent, Refusal<'balance-too-low'>> = {
      ...account,
      stateVersion: 2,
      initialState: { balance: 0, entries: 0 },
      evolve: (state, event) => ({ ...account.evolve(state, event), entries: state.entries + 1 }),
    };
    expect(await journal.load(test.database.read, counting, 'shape')).toEqual({
      state: { balance: 9, entries: 2 },
      version: 2,
    });
    const outcome = await test.database.transaction((tx) =>
      journal.handle(tx, counting, 'shape', { type: 'Draw', amount: 1 }, meta),
    );
    expect(outcome).toMatchObject({ ok: true, value: { state: { balance: 8, entries: 3 } } });
    const [row] = await test.database.read.query(`select * from stream_state where stream = 'account-shape'`);
    expect(row).toMatchObject({ version: 3, state_version: 2, state: { balance: 8, entries: 3 } });
  });

  it('appends without a decider, counting versions under concurrency, and keeps the two kinds apart', async () => {
    const append = (n: number) =>
      test.database.transaction((tx) =>
        journal.append(
          tx,
          'settings-queue',
          [
            { type: 'QueueSettingsChanged', data: { n } },
            { type: 'QueueRenamed', data: null },
          ],
          meta,
        ),
      );
    await Promise.all(Array.from({ length: 10 }, (_, n) => append(n)));
    const stream = await journal.read('settings-queue');
    expect(stream.map(({ version }) => version)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
    await handle('mine', { type: 'PayIn', amount: 1 });
    const mixed = test.database.transaction((tx) => journal.append(tx, 'account-mine', [{ type: 'X', data: 1 }], meta));
    await expect(mixed).rejects.toThrow('belongs to a decider');
    const other = { ...account, kind: 'settings' };
    await expect(handle('queue', { type: 'PayIn', amount: 1 }, other)).rejects.toThrow('has no decider');
  });

  it('keeps text that jsonb would refuse, with the bad character replaced', async () => {
    const data = { name: 'A\u0000B', lone: '\uD83D', good: '😀 \\u0000' };
    await test.database.transaction((tx) => journal.append(tx, 'audit-text', [{ type: 'CallerNamed', data }], meta));
    expect((await journal.read('audit-text'))[0]?.data).toEqual({
      name: 'A\uFFFDB',
      lone: '\uFFFD',
      good: '😀 \\u0000',
    });
  });

  it('finds events by correlation, by type and by actor and time through indexes', async () => {
    const mine = { ...meta, correlation: 'c-special', actor: { kind: 'user', id: 'zofia' } as const };
    await test.database.transaction((tx) => journal.append(tx, 'audit-find', [{ type: 'Found', data: 1 }], mine));
    expect((await journal.readCorrelation('c-special')).map(({ type }) => type)).toEqual(['Found']);
    expect((await journal.readFrom(0, { types: ['Found'], limit: 10 })).map(({ stream }) => stream)).toEqual([
      'audit-find',
    ]);
    const plan = async (sql: string) => {
      const runner = test.dataSource.createQueryRunner();
      await runner.query('set enable_seqscan = off');
      const rows = (await runner.query(`explain ${sql}`)) as { 'QUERY PLAN': string }[];
      await runner.query('reset enable_seqscan');
      await runner.release();
      return rows.map((row) => row['QUERY PLAN']).join('\n');
    };
    expect(
      await plan(`select * from journal where meta #>> '{actor,id}' = 'zofia' order by at desc limit 50`),
    ).toContain('journal_actor');
    expect(await plan(`select * from journal where meta ->> 'correlation' = 'x' order by position limit 5`)).toContain(
      'journal_correlation',
    );
    expect(
      await plan(`select * from journal where type = 'Found' and position > 5 order by position limit 5`),
    ).toContain('journal_type');
  });

  it('refuses to change what is written', async () => {
    await expect(test.database.read.query(`update journal set type = 'Forged'`)).rejects.toThrow('append-only');
  });
});

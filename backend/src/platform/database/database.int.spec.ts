import { createTestDatabase, type TestDatabase } from '../../testing/test-database';
import { isUnavailable, runPrepared, sqlState } from './database';
import { DatabaseSession } from './session';

describe('database', () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await createTestDatabase();
    await test.database.read.query('create table tally (id int primary key, n int not null)');
    await test.database.read.query('insert into tally values (1, 0), (2, 0)');
  });
  afterAll(() => test.close());

  it('runs work again after a deadlock, and callbacks once, after the commit only', async () => {
    const calls: string[] = [];
    let attempts = 0;
    let bothHoldOne: () => void = () => undefined;
    const meeting = new Promise<void>((resolve) => (bothHoldOne = resolve));
    let holding = 0;
    const crossing = (from: number, to: number) =>
      test.database.transaction(async (tx) => {
        attempts += 1;
        test.database.afterCommit(tx, () => calls.push(`${from}-${to}`));
        await tx.query('update tally set n = n + 1 where id = $1', [from]);
        holding += 1;
        if (holding === 2) bothHoldOne();
        await meeting;
        await tx.query('update tally set n = n + 1 where id = $1', [to]);
      });
    await Promise.all([crossing(1, 2), crossing(2, 1)]);
    // The one that runs again may take its row before the other has woken, and lose once more.
    expect(attempts).toBeGreaterThanOrEqual(3);
    expect(calls.sort()).toEqual(['1-2', '2-1']);
    expect(await test.database.read.query('select n from tally order by id')).toEqual([{ n: 2 }, { n: 2 }]);
  });

  it('calls nothing after a rollback, and says what went wrong', async () => {
    const called = jest.fn();
    const failing = test.database.transaction(async (tx) => {
      test.database.afterCommit(tx, called);
      await tx.query('insert into tally values (1, 1)');
    });
    const error: unknown = await failing.catch((reason: unknown) => reason);
    expect([sqlState(error), isUnavailable(error), called.mock.calls.length]).toEqual(['23505', false, 0]);
  });

  it('gives up after three repetitions', async () => {
    let attempts = 0;
    const failing = test.database.transaction(async (tx) => {
      attempts += 1;
      await tx.query(`do $$ begin raise exception 'again' using errcode = '40001'; end $$`);
    });
    await expect(failing).rejects.toThrow('again');
    expect(attempts).toBe(4);
  });

  it('reads int8 as a number and refuses one that does not fit', async () => {
    expect(await test.database.read.query(`select 9007199254740991::int8 as n`)).toEqual([{ n: 9007199254740991 }]);
    await expect(test.database.read.query(`select 9007199254740992::int8 as n`)).rejects.toThrow('safe integer');
    expect(await runPrepared(test.database.read, { name: 'one', text: 'select $1::int8 as n' }, [5])).toEqual([
      { n: 5 },
    ]);
  });

  it('knows what is merely unavailable', async () => {
    const gone = await test.database
      .transaction((tx) => tx.query('select pg_terminate_backend(pg_backend_pid())'))
      .catch((reason: unknown) => reason);
    expect(isUnavailable(gone)).toBe(true);
    expect(isUnavailable(Object.assign(new Error('x'), { code: 'ECONNREFUSED' }))).toBe(true);
    expect(isUnavailable(Object.assign(new Error('x'), { code: 'ENOENT', syscall: 'connect' }))).toBe(true);
    expect(isUnavailable(Object.assign(new Error('x'), { code: 'ENOENT', syscall: 'open' }))).toBe(false);
    expect(isUnavailable(new Error('x', { cause: { code: 'ECONNRESET' } }))).toBe(true);
    expect(isUnavailable(new TypeError('x is not a function'))).toBe(false);
  });

  it('keeps a session that reconnects under the same owner and still listens', async () => {
    const session = new DatabaseSession(test.url);
    const other = new DatabaseSession(test.url);
    const before = await session.identity();
    let hear: (payload: string) => void = () => undefined;
    await session.listen('test_channel', (payload) => hear(payload));
    await test.database.read.query('select pg_terminate_backend($1)', [before.pid]);
    let after = before;
    while (after.pid === before.pid) {
      await session.query('select 1').catch((error: unknown) => expect(isUnavailable(error)).toBe(true));
      after = await session.identity();
    }
    expect(after.owner).toBe(before.owner);
    const heard = new Promise<string>((resolve) => (hear = resolve));
    other.notify('test_channel', 'hello');
    expect(await heard).toBe('hello');
    await Promise.all([session.close(), other.close()]);
  });
});

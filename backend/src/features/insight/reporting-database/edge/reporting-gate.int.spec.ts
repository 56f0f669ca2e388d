import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { pause } from '../../../../testing/processes';
import { VirtualClock } from '../../../../testing/virtual-clock';
import { ReportingGate } from './reporting-gate';

const BURST = 32_768;
const STARTUP = Buffer.from([0, 0, 0, 8, 0, 3, 0, 0]);
const CANCEL = Buffer.from([0, 0, 0, 16, 4, 210, 22, 46, 0, 0, 0, 1, 0, 0, 0, 2]);

/** A database that answers anything with `answer`, and everything that was said to it. */
describe('the way to the reporting database', () => {
  const clock = new VirtualClock(0);
  const said: Buffer[] = [];
  const open = new Set<Socket>();
  let answer = Buffer.from('answer');
  let database: Server;
  let gate: ReportingGate;
  let port = 0;

  beforeEach(async () => {
    database = createServer((socket) => {
      open.add(socket);
      socket
        .on('error', () => undefined)
        .on('data', (data) => {
          said.push(data);
          socket.write(answer);
        });
    });
    await new Promise<void>((resolve) => void database.listen(0, '127.0.0.1', resolve));
    const target = { host: '127.0.0.1', port: (database.address() as AddressInfo).port };
    gate = new ReportingGate(target, { connections: 1, megabitsPerSecond: 1, months: 3 }, clock);
    port = await gate.listen(0, '127.0.0.1');
  });
  afterEach(async () => {
    for (const socket of open) socket.destroy();
    open.clear();
    await gate.close();
    await new Promise((resolve) => void database.close(resolve));
    said.length = 0;
    answer = Buffer.from('answer');
  });

  /** A client and what has come to it. */
  function client(first: Buffer = STARTUP) {
    const got: Buffer[] = [];
    const socket = connect({ host: '127.0.0.1', port });
    open.add(socket);
    const ended = new Promise<void>((resolve) => void socket.once('close', () => resolve()));
    socket.on('error', () => undefined).on('data', (data: Buffer) => void got.push(data));
    socket.write(first);
    return {
      socket,
      ended,
      bytes: () => got.reduce((sum, { length }) => sum + length, 0),
      text: () => Buffer.concat(got).toString('latin1'),
    };
  }

  /** Waits for what sockets do on their own; what the clock holds back never comes, however long one waits. */
  async function until(what: () => boolean): Promise<void> {
    for (let turn = 0; turn < 3_000 && !what(); turn += 1) await pause(2);
    expect(what()).toBe(true);
  }

  it('gives no more bytes than the order pays for in any time', async () => {
    answer = Buffer.alloc(1_000_000, 7);
    const { bytes } = client();
    const spent = STARTUP.length;
    await until(() => bytes() === BURST - spent);
    for (const second of [1, 2, 3]) {
      await clock.advance(1_000);
      const allowed = BURST - spent + second * 125_000;
      await until(() => bytes() > allowed - 2_000);
      expect(bytes()).toBeLessThanOrEqual(allowed);
    }
    gate.follow({ connections: 1, megabitsPerSecond: 10, months: 3 });
    await clock.advance(1_000);
    await until(() => bytes() === answer.length);
  });

  it('lets in as many as the order has, says so to others, and lets the next in when one has gone', async () => {
    const first = client();
    await until(() => first.text() === 'answer');
    const second = client();
    await second.ended;
    expect(second.text()).toContain('C53300\0Mthe order allows 1 connections at a time');
    expect(gate.connections).toBe(1);
    first.socket.destroy();
    await until(() => gate.connections === 0);
    const third = client();
    await until(() => third.text() === 'answer');
  });

  it('counts all users together: whoever is too many goes when the order shrinks', async () => {
    gate.follow({ connections: 2, megabitsPerSecond: 1, months: 3 });
    const [one, two] = [client(), client()];
    await until(() => one.text() === 'answer' && two.text() === 'answer');
    gate.follow({ connections: 1, megabitsPerSecond: 1, months: 3 });
    await Promise.race([one.ended, two.ended]);
    await until(() => gate.connections === 1);
    gate.follow({ connections: 0, megabitsPerSecond: 0, months: 0 });
    await Promise.all([one.ended, two.ended]);
  });

  it('lets a cancellation through when every place is taken', async () => {
    const first = client();
    await until(() => first.text() === 'answer');
    client(CANCEL);
    await until(() => said.some((each) => each.equals(CANCEL)));
    expect(gate.connections).toBe(1);
  });

  it('ends the session of whoever has gone, on both sides', async () => {
    const { socket, text } = client();
    await until(() => text() === 'answer');
    const [inDatabase] = [...open].filter((each) => each.localPort === (database.address() as AddressInfo).port);
    const gone = new Promise<void>((resolve) => void inDatabase?.once('close', () => resolve()));
    socket.destroy();
    await gone;
  });
});

import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { SystemClock } from '../../../../platform/clock';
import { EslConnection, headerLines } from './esl-connection';
import { EslSession } from './esl-session';
import { SUBSCRIPTION } from './esl';
import { PendingReplies } from './pending-replies';

/** A switch that answers what a test tells it to: each row of the table of modesl's defects, against our wrapping. */
class ScriptedSwitch {
  readonly received: string[] = [];
  readonly packets: number[] = [];
  readonly sockets: Socket[] = [];
  answer: (command: string, socket: Socket) => void = (command, socket) => {
    socket.write(
      command.startsWith('api')
        ? 'Content-Type: api/response\nContent-Length: 2\n\nok'
        : 'Content-Type: command/reply\nReply-Text: +OK\n\n',
    );
  };
  private readonly server: Server = createServer((socket) => {
    this.sockets.push(socket);
    socket.on('error', () => undefined);
    socket.write('Content-Type: auth/request\n\n');
    socket.on('data', (bytes) => {
      this.packets.push(bytes.length);
      for (const command of bytes.toString().split('\n\n').filter(Boolean)) {
        this.received.push(command);
        if (command.startsWith('auth'))
          socket.write(
            `Content-Type: command/reply\nReply-Text: ${command === 'auth right' ? '+OK accepted' : '-ERR invalid'}\n\n`,
          );
        else this.answer(command, socket);
      }
    });
  });

  listen(): Promise<number> {
    return new Promise((resolve) => {
      this.server.listen(0, '127.0.0.1', () => resolve((this.server.address() as AddressInfo).port));
    });
  }

  close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    return new Promise((resolve) => {
      this.server.close(() => resolve());
    });
  }
}

describe('what modesl lacks', () => {
  const clock = new SystemClock();
  let scripted: ScriptedSwitch;
  let port: number;
  const open = (password = 'right'): Promise<EslConnection> =>
    EslConnection.open({ host: '127.0.0.1', port, password }, clock, 1000);

  beforeEach(async () => {
    scripted = new ScriptedSwitch();
    port = await scripted.listen();
  });
  afterEach(() => scripted.close());

  it('small writes: a message with headers leaves as one packet', async () => {
    const connection = await open();
    scripted.packets.length = 0;
    await connection.command('sendmsg leg', { 'call-command': 'execute', 'execute-app-name': 'playback' }, 500);
    expect(scripted.packets).toHaveLength(1);
    connection.close();
  });

  it('callbacks that never come: an unanswered command times out, and its late answer goes to nobody else', async () => {
    const connection = await open();
    const late: (() => void)[] = [];
    scripted.answer = (command, socket) => {
      const reply = (): void => {
        socket.write(`Content-Type: api/response\nContent-Length: ${command.length}\n\n${command}`);
      };
      if (command === 'api slow') late.push(reply);
      else {
        for (const answer of late.splice(0)) answer();
        reply();
      }
    };
    await expect(connection.api('slow', 50)).rejects.toThrow('did not answer in time: slow');
    await expect(connection.api('quick', 500)).resolves.toBe('api quick');
    connection.close();
  });

  it('callbacks that never come: a broken connection fails what waits and tells so', async () => {
    const connection = await open();
    scripted.answer = (_command, socket) => {
      socket.resetAndDestroy();
    };
    const lost = new Promise<string>((resolve) => connection.whenClosed(resolve));
    await expect(connection.api('status', 5000)).rejects.toThrow('event socket');
    expect(await lost).not.toBe('');
    await expect(connection.api('status', 5000)).rejects.toThrow('event socket');
  });

  it('an error without a listener: a refused connection and a wrong password are rejections', async () => {
    await expect(open('wrong')).rejects.toThrow('wrong password');
    await scripted.close();
    await expect(open()).rejects.toThrow('ECONNREFUSED');
    scripted = new ScriptedSwitch();
    port = await scripted.listen();
  });

  it('a raw percent sign: an answer that is not percent-encoded is taken as it is', async () => {
    const connection = await open();
    scripted.answer = (_command, socket) => {
      socket.write('Content-Type: command/reply\nReply-Text: -ERR 50% of [%zz]\n\n');
    };
    await expect(connection.command('frobnicate', {}, 500)).resolves.toBe('-ERR 50% of [%zz]');
    expect(headerLines('A: 100%\nB: a%20b')).toEqual({ A: '100%', B: 'a b' });
    connection.close();
  });

  it('its own subscription: the command connection asks for nothing, the event connection for our line with CUSTOM last', async () => {
    const session = await EslSession.open(
      { host: '127.0.0.1', port, password: 'right' },
      clock,
      { signInMs: 500, replyMs: 500, pingMs: 60_000 },
      () => undefined,
    );
    expect(scripted.received.filter((command) => command.startsWith('event'))).toEqual([SUBSCRIPTION]);
    expect(SUBSCRIPTION).toMatch(/BACKGROUND_JOB .* CUSTOM( sofia::\w+)+$/);
    session.close();
  });

  it('its own execute: the message carries our event id and the leg’s lock, and waits for its own reply', async () => {
    const session = await EslSession.open(
      { host: '127.0.0.1', port, password: 'right' },
      clock,
      { signInMs: 500, replyMs: 500, pingMs: 60_000 },
      () => undefined,
    );
    await expect(session.execute('leg-1', 'playback', '/a.wav', 'play:1')).resolves.toBe('+OK');
    expect(scripted.received.at(-1)).toBe(
      'sendmsg leg-1\ncall-command: execute\nexecute-app-name: playback\nevent-uuid: play:1\nevent-lock: true\nexecute-app-arg: /a.wav',
    );
    session.close();
  });

  it('a connection that says nothing: the watchdog gives it up', async () => {
    const lost = new Promise<string>((resolve) => {
      void EslSession.open(
        { host: '127.0.0.1', port, password: 'right' },
        clock,
        { signInMs: 500, replyMs: 50, pingMs: 20 },
        () => undefined,
      ).then((session) => {
        scripted.answer = () => undefined;
        session.whenLost(resolve);
      });
    });
    expect(await lost).toContain('did not answer in time');
  });

  it('a line break never reaches the socket', async () => {
    const connection = await open();
    await expect(connection.api('status\n\napi hupall', 100)).rejects.toThrow('line break');
    await expect(connection.command('sendmsg x', { a: 'b\nc: d' }, 100)).rejects.toThrow('line break');
    expect(scripted.received.join()).not.toContain('hupall');
    connection.close();
  });

  it('events arrive whole with Polish letters, however the bytes are cut', async () => {
    const connection = await open();
    const seen = new Promise<string>((resolve) =>
      connection.whenEvent((event) => resolve(String(event['Caller-Caller-ID-Name']))),
    );
    const body = Buffer.from(
      JSON.stringify({ 'Event-Name': 'CHANNEL_PARK', 'Caller-Caller-ID-Name': 'Zażółć Gęślą 📞' }),
    );
    const frame = Buffer.concat([
      Buffer.from(`Content-Length: ${body.length}\nContent-Type: text/event-json\n\n`),
      body,
    ]);
    for (let at = 0; at < frame.length; at += 7) {
      scripted.sockets[0]!.write(frame.subarray(at, at + 7));
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(await seen).toBe('Zażółć Gęślą 📞');
    connection.close();
  });

  it('keeps nothing waiting after a failure', () => {
    const pending = new PendingReplies(clock);
    const asked = pending.add(
      1000,
      () => new Error('late'),
      () => undefined,
    );
    pending.failAll(new Error('gone'));
    expect(pending.size).toBe(0);
    return expect(asked).rejects.toThrow('gone');
  });
});

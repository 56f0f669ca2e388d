import { Connection, type ModeslEvent } from 'modesl';
import type { Clock } from '../../../../kernel/clock';
import type { EslEvent } from './esl';
import { PendingReplies } from './pending-replies';
import { isOneLine } from './safe-text';

export interface EslAddress {
  readonly host: string;
  readonly port: number;
  readonly password: string;
}

/** The connection is gone or did not come to be; `silent`: it is there and does not answer. */
export class EslClosed extends Error {
  constructor(readonly reason: string) {
    super(`The switch's event socket: ${reason}`);
    this.name = 'EslClosed';
  }
}

export class EslTimeout extends Error {
  constructor(readonly line: string) {
    super(`The switch did not answer in time: ${line.split(' ')[0]}`);
    this.name = 'EslTimeout';
  }
}

/**
 * One signed-in connection over modesl, with what modesl 1.2.1 lacks (each measured, see README):
 * its writes are small and wait for acknowledgements (`setNoDelay` and one packet a command); its callbacks never come
 * after a loss (own pending table with time-outs); an `error` without a listener ends the process; a raw `%` in a header
 * throws inside the socket's handler; it subscribes to events by itself. A lost connection is not reopened: make a new one.
 */
export class EslConnection {
  private readonly pending: PendingReplies;
  private closedReason: string | null = null;
  private onClosed: ((reason: string) => void) | null = null;
  private onEvent: ((event: EslEvent) => void) | null = null;

  private constructor(
    private readonly connection: Connection,
    clock: Clock,
  ) {
    this.pending = new PendingReplies(clock);
  }

  /** Resolves when signed in; rejects with `EslClosed` on refusal, wrong password or silence. */
  static open(address: EslAddress, clock: Clock, timeoutMs: number): Promise<EslConnection> {
    const raw = new Connection(address.host, address.port, address.password);
    // modesl would ask for events on every connection; only the event connection may carry them.
    raw.subscribe = () => undefined;
    const opened = new EslConnection(raw, clock);
    return new Promise((resolve, reject) => {
      const fail = (reason: string): void => {
        opened.close(reason);
        reject(new EslClosed(reason));
      };
      const cancel = clock.wakeAt(clock.now() + timeoutMs, () => fail('no sign-in in time'));
      const settled = (act: () => void) => (): void => {
        cancel();
        act();
      };
      opened.onClosed = (reason) => settled(() => reject(new EslClosed(reason)))();
      raw.on('esl::connect', () => opened.guard());
      raw.on(
        'esl::event::auth::fail',
        settled(() => fail('wrong password')),
      );
      raw.on(
        'esl::ready',
        settled(() => resolve(opened)),
      );
      opened.watch();
    });
  }

  /** `reason` of the loss, once. */
  whenClosed(listener: (reason: string) => void): void {
    this.onClosed = listener;
    if (this.closedReason !== null) listener(this.closedReason);
  }

  whenEvent(listener: (event: EslEvent) => void): void {
    this.onEvent = listener;
  }

  /** A short command of the switch; its text answer. It blocks everything else on this connection. */
  api(line: string, timeoutMs: number): Promise<string> {
    return this.exchange(line, timeoutMs, (done) => this.connection.api(line, (reply) => done(reply.getBody().trim())));
  }

  /** A protocol line with headers; its Reply-Text. */
  command(line: string, headers: Readonly<Record<string, string>>, timeoutMs: number): Promise<string> {
    const lines = [line, ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`)];
    if (!lines.every(isOneLine)) return Promise.reject(new RangeError('a line break may not go into a command'));
    return this.exchange(line, timeoutMs, (done) =>
      this.connection.sendRecv(lines.join('\n'), (reply) => done((reply.getHeader('Reply-Text') ?? '').trim())),
    );
  }

  close(reason = 'closed by us'): void {
    if (this.closedReason !== null) return;
    this.closedReason = reason;
    this.connection.socket?.destroy();
    this.pending.failAll(new EslClosed(reason));
    this.onClosed?.(reason);
  }

  private exchange(line: string, timeoutMs: number, write: (done: (reply: string) => void) => void): Promise<string> {
    if (!isOneLine(line)) return Promise.reject(new RangeError('a line break may not go into a command'));
    if (this.closedReason !== null) return Promise.reject(new EslClosed(this.closedReason));
    return this.pending.add(
      timeoutMs,
      () => new EslTimeout(line),
      (done) => {
        const socket = this.connection.socket;
        socket?.cork();
        write(done);
        socket?.uncork();
      },
    );
  }

  private watch(): void {
    const raw = this.connection;
    raw.on('error', (error: Error) => this.close(error.message));
    raw.on('esl::end', () => this.close('the switch closed the connection'));
    raw.socket?.on('close', () => this.close('the connection broke'));
    raw.on('esl::event::**', (event: ModeslEvent) => this.deliver(event));
  }

  private deliver(event: ModeslEvent): void {
    if (!this.onEvent || event.getHeader('Event-Name') === null) return;
    const headers: Record<string, string | readonly string[]> = {};
    for (const { name, value } of event.headers)
      headers[name] = Array.isArray(value) ? value.map(String) : String(value);
    const body = event.getBody();
    this.onEvent(body ? { ...headers, _body: body } : headers);
  }

  private guard(): void {
    this.connection.socket?.setNoDelay(true);
    if (this.connection.parser) this.connection.parser._parseHeaderText = headerLines;
  }
}

/** modesl's header parser, without its throw on text that is not percent-encoded. */
export function headerLines(text: string): Record<string, string | number> {
  const headers: Record<string, string | number> = {};
  for (const line of text.split('\n')) {
    const colon = line.indexOf(': ');
    if (colon < 0) continue;
    const name = line.slice(0, colon);
    const value = decoded(line.slice(colon + 2));
    headers[name] = name === 'Content-Length' ? Number.parseInt(value, 10) : value;
  }
  return headers;
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    // Not percent-encoded after all (a reply that echoes `50%`): the text itself is the value.
    return value;
  }
}

import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { runApi } from './api-commands';
import { enqueue } from './applications';
import {
  apiResponse,
  authRequest,
  commandReply,
  disconnectNotice,
  eventJson,
  subscribedNames,
  WireReader,
  type WireCommand,
} from './esl-wire';
import type { ModelEvent, SwitchModel } from './switch-model';

/** The event socket of the simulated switch: the protocol that the adapter speaks to a real one. */
export class EslServer {
  private readonly server: Server;
  private readonly clients = new Set<EslClient>();
  private refusing = false;
  private readonly cancelListening: () => void;

  constructor(
    private readonly model: SwitchModel,
    private readonly password: string,
  ) {
    this.server = createServer({ noDelay: true }, (socket) => this.accept(socket));
    this.cancelListening = model.listen((event) => {
      for (const client of this.clients) client.event(event);
    });
  }

  listen(port: number, host = '127.0.0.1'): Promise<number> {
    return new Promise((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(port, host, () => resolve((this.server.address() as AddressInfo).port));
    });
  }

  /** Breaks every connection and takes no new one until `allow`. Calls go on, events of that time are lost. */
  drop(): void {
    this.refusing = true;
    for (const client of [...this.clients]) client.destroy();
  }

  allow(): void {
    this.refusing = false;
  }

  /** The last event that went to somebody: a test waits until the adapter has read it. */
  lastSent(): number {
    return Math.max(0, ...[...this.clients].map((client) => client.lastSent));
  }

  connections(): number {
    return this.clients.size;
  }

  async close(): Promise<void> {
    this.cancelListening();
    this.drop();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  private accept(socket: Socket): void {
    if (this.refusing) {
      socket.destroy();
      return;
    }
    const client = new EslClient(this.model, this.password, socket);
    this.clients.add(client);
    socket.on('close', () => this.clients.delete(client));
  }
}

/** One connection. */
class EslClient {
  lastSent = 0;
  private readonly reader = new WireReader();
  private names: ReadonlySet<string> = new Set();
  private signedIn = false;
  private busy: Promise<void> = Promise.resolve();

  constructor(
    private readonly model: SwitchModel,
    private readonly password: string,
    private readonly socket: Socket,
  ) {
    socket.setEncoding('utf8');
    // A client that breaks off is its own affair; `close` follows.
    socket.on('error', () => undefined);
    socket.on('data', (bytes) => {
      for (const command of this.reader.read(String(bytes))) this.take(command);
    });
    this.write(authRequest);
  }

  event(event: ModelEvent): void {
    if (!this.signedIn || !(this.names.has('ALL') || this.names.has(event.name))) return;
    this.lastSent = event.sequence;
    const text = eventJson(event.headers);
    if (this.model.faults.eventDelayMs > 0)
      this.model.clock.wakeAt(this.model.clock.now() + this.model.faults.eventDelayMs, () => this.write(text));
    else this.write(text);
  }

  destroy(): void {
    this.socket.destroy();
  }

  /** Commands of one connection are answered in order; a long one holds up the others, as in the real switch. */
  private take(command: WireCommand): void {
    this.busy = this.busy.then(() => this.answer(command));
  }

  private async answer(command: WireCommand): Promise<void> {
    if (this.model.faults.frozen) return;
    const text = await this.run(command);
    const delay = this.model.faults.replyDelayMs;
    if (delay > 0)
      await new Promise<void>((resolve) => this.model.clock.wakeAt(this.model.clock.now() + delay, resolve));
    this.write(text);
    if (command.line === 'exit' || text.includes('-ERR invalid\n')) this.socket.end(disconnectNotice());
  }

  private run({ line, headers }: WireCommand): string | Promise<string> {
    const [verb = '', ...rest] = line.split(' ');
    const argument = rest.join(' ');
    if (!this.signedIn) return this.signIn(verb, argument);
    switch (verb) {
      case 'api':
        return new Promise((resolve) =>
          runApi(this.model, argument, (text) => resolve(apiResponse(text === '' ? '-ERR no reply\n' : text))),
        );
      case 'bgapi':
        return this.background(argument, headers.get('job-uuid') ?? this.model.random.uuid());
      case 'sendmsg':
        return this.message(argument, headers);
      case 'event':
        this.names = subscribedNames(argument);
        return commandReply('+OK event listener enabled json');
      case 'noevents':
        this.names = new Set();
        return commandReply('+OK no longer listening for events');
      case 'exit':
        return commandReply('+OK bye');
      default:
        return commandReply('-ERR command not found');
    }
  }

  private signIn(verb: string, password: string): string {
    this.signedIn = verb === 'auth' && password === this.password;
    return commandReply(this.signedIn ? '+OK accepted' : '-ERR invalid');
  }

  /** The job's outcome is an event; its id is cut like the real one's. */
  private background(line: string, wanted: string): string {
    const job = wanted.slice(0, 36);
    const [name = '', ...rest] = line.split(' ');
    queueMicrotask(() =>
      runApi(this.model, line, (text) =>
        this.model.emit('BACKGROUND_JOB', {
          'Job-UUID': job,
          'Job-Command': name,
          'Job-Command-Arg': rest.join(' '),
          _body: text,
        }),
      ),
    );
    return commandReply(`+OK Job-UUID: ${job}`, { 'Job-UUID': job });
  }

  private message(uuid: string, headers: ReadonlyMap<string, string>): string {
    const channel = this.model.channels.get(uuid);
    if (!channel) return commandReply(`-ERR invalid session id [${uuid}]`);
    if (headers.get('call-command') !== 'execute') return commandReply('-ERR invalid call-command');
    enqueue(this.model, channel, {
      name: headers.get('execute-app-name') ?? '',
      argument: headers.get('execute-app-arg') ?? '',
      eventId: headers.get('event-uuid') ?? this.model.random.uuid(),
      locked: headers.get('event-lock') === 'true',
    });
    return commandReply('+OK');
  }

  private write(text: string): void {
    if (!this.model.faults.frozen && this.socket.writable) this.socket.write(text);
  }
}

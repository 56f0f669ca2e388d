import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import type { ReportingLimits } from '#contracts';
import type { Clock } from '../../../../kernel/clock';
import { TokenBucket } from '../domain/token-bucket';

export interface GateTarget {
  readonly host: string;
  readonly port: number;
}

/** PostgreSQL's first message: its length and, instead of a protocol version, that another session's query be cancelled. */
const CANCEL_REQUEST = 80_877_102;
const FIRST_BYTES = 8;
const SILENT_MS = 10_000;
const KEEP_ALIVE_MS = 60_000;
const PIECE = 16_384;

/**
 * Users of the reporting database come through here: bytes go on as they are (TLS and sign-in are between them and the database),
 * no more connections than the Order has and no faster than it pays for, both of all users together.
 */
export class ReportingGate {
  private readonly server: Server = createServer((socket) => this.greet(socket));
  private readonly clients = new Set<Socket>();
  private readonly sockets = new Set<Socket>();
  private readonly bucket: TokenBucket;

  constructor(
    private readonly target: GateTarget,
    private limits: ReportingLimits,
    private readonly clock: Clock,
  ) {
    this.bucket = new TokenBucket(() => this.limits.megabitsPerSecond, clock.now());
  }

  /** The port that it listens on. */
  async listen(port: number, host?: string): Promise<number> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(port, host, resolve);
    });
    return (this.server.address() as AddressInfo).port;
  }

  get connections(): number {
    return this.clients.size;
  }

  /** Takes effect at once, also for those who are connected: the newest have to go. */
  follow(limits: ReportingLimits): void {
    this.limits = limits;
    for (const client of [...this.clients].slice(limits.connections)) client.destroy();
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    if (this.server.listening) await new Promise<void>((resolve) => void this.server.close(() => resolve()));
  }

  private greet(client: Socket): void {
    this.keep(client);
    client.setTimeout(SILENT_MS, () => client.destroy());
    const first = (): void => {
      if (client.readableLength < FIRST_BYTES) return;
      client.off('readable', first);
      client.setTimeout(0);
      const bytes = client.read() as Buffer;
      if (bytes.readUInt32BE(4) !== CANCEL_REQUEST && !this.admit(client)) return;
      client.unshift(bytes);
      this.lead(client);
    };
    client.on('readable', first);
  }

  private admit(client: Socket): boolean {
    if (this.clients.size >= this.limits.connections) {
      client.end(refusal(`the order allows ${this.limits.connections} connections at a time`));
      return false;
    }
    this.clients.add(client);
    client.once('close', () => this.clients.delete(client));
    return true;
  }

  private lead(client: Socket): void {
    const database = connect({ host: this.target.host, port: this.target.port });
    this.keep(database);
    client.once('close', () => database.destroy());
    database.once('close', () => client.destroySoon());
    this.pass(client, database);
    this.pass(database, client);
  }

  private keep(socket: Socket): void {
    this.sockets.add(socket);
    socket.setKeepAlive(true, KEEP_ALIVE_MS);
    socket.on('error', () => socket.destroy()); // the other side hears of it by the end
    socket.once('close', () => this.sockets.delete(socket));
  }

  /** What comes from one goes to the other, as the bucket allows; what it does not yet allow waits in the sender's window. */
  private pass(from: Socket, to: Socket): void {
    let waiting = false;
    const later = (): void => {
      waiting = false;
      go();
    };
    const go = (): void => {
      while (!waiting && !from.destroyed) {
        if (to.writableNeedDrain) {
          waiting = true;
          to.once('drain', later);
          return;
        }
        const wanted = Math.min(from.readableLength, PIECE);
        const allowed = wanted === 0 ? 0 : this.bucket.take(wanted, this.clock.now());
        if (wanted > 0 && allowed === 0) {
          waiting = true;
          const at = this.bucket.readyAt(this.clock.now());
          if (at !== null) this.clock.wakeAt(at, later);
          return;
        }
        const piece = from.read(allowed || undefined) as Buffer | null;
        if (piece === null) return;
        to.write(piece);
      }
    };
    from.on('readable', go);
    from.once('end', () => to.end());
  }
}

/** PostgreSQL's ErrorResponse: `53300`, too many connections. */
function refusal(message: string): Buffer {
  const fields = Buffer.from(`SFATAL\0VFATAL\0C53300\0M${message}\0\0`);
  const head = Buffer.alloc(5);
  head.write('E');
  head.writeUInt32BE(fields.length + 4, 1);
  return Buffer.concat([head, fields]);
}

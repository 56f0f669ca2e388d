import { createConnection, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** Stands between the adapter and a switch, so that a test can break the connection without touching the switch. */
export class CuttingProxy {
  private readonly sockets = new Set<Socket>();
  private cutUntil = 0;
  private readonly server: Server;

  constructor(private readonly port: number) {
    this.server = createServer((client) => this.join(client));
  }

  listen(): Promise<number> {
    return new Promise((resolve) => {
      this.server.listen(0, '127.0.0.1', () => resolve((this.server.address() as AddressInfo).port));
    });
  }

  cut(ms: number): void {
    this.cutUntil = performance.now() + ms;
    for (const socket of this.sockets) socket.destroy();
  }

  async close(): Promise<void> {
    this.cut(0);
    await new Promise<void>((resolve) => {
      this.server.close(() => resolve());
    });
  }

  private join(client: Socket): void {
    if (performance.now() < this.cutUntil) {
      client.destroy();
      return;
    }
    const upstream = createConnection(this.port, '127.0.0.1');
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      this.sockets.add(socket);
      socket.setNoDelay(true);
      socket.on('error', () => other.destroy());
      socket.on('close', () => {
        this.sockets.delete(socket);
        other.destroy();
      });
    }
    client.pipe(upstream);
    upstream.pipe(client);
  }
}

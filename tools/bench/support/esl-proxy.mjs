import { createServer, createConnection } from 'node:net';
import { performance } from 'node:perf_hooks';

const ID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;

/** Cuts a byte stream of the event socket into frames: headers, and a body of Content-Length bytes. */
export class Frames {
  #held = Buffer.alloc(0);

  /** The bodies of the frames that `chunk` completes. */
  take(chunk) {
    this.#held = Buffer.concat([this.#held, chunk]);
    const bodies = [];
    for (;;) {
      const end = this.#held.indexOf('\n\n');
      if (end < 0) return bodies;
      const length = Number(/^Content-Length: *(\d+)/im.exec(this.#held.toString('utf8', 0, end))?.[1] ?? 0);
      if (this.#held.length < end + 2 + length) return bodies;
      if (length > 0) bodies.push(this.#held.toString('utf8', end + 2, end + 2 + length));
      this.#held = this.#held.subarray(end + 2 + length);
    }
  }
}

/**
 * Stands between a switch and who commands it: notes when the news of a parked caller passed towards the backend, and when
 * the first command about him passed back. Both times are taken in this process, so they include both ways of the socket.
 */
export class EslProxy {
  #server;
  #parked = new Map();
  #sockets = new Set();
  latencies = [];
  events = 0;

  constructor(switchPort) {
    this.#server = createServer((backend) => {
      const upstream = createConnection({ port: switchPort, host: '127.0.0.1' });
      const frames = new Frames();
      for (const socket of [backend, upstream]) {
        socket.setNoDelay(true);
        this.#sockets.add(socket);
        socket.on('error', () => undefined);
        socket.on('close', () => {
          backend.destroy();
          upstream.destroy();
          this.#sockets.delete(socket);
        });
      }
      upstream.on('data', (chunk) => {
        this.#fromSwitch(frames, chunk);
        backend.write(chunk);
      });
      backend.on('data', (chunk) => {
        this.#toSwitch(chunk);
        upstream.write(chunk);
      });
    });
  }

  listen() {
    return new Promise((resolve) => this.#server.listen(0, '127.0.0.1', () => resolve(this.#server.address().port)));
  }

  close() {
    for (const socket of this.#sockets) socket.destroy();
    return new Promise((resolve) => this.#server.close(resolve));
  }

  /** Forgets what was measured so far. */
  clear() {
    this.latencies = [];
    this.events = 0;
    this.#parked.clear();
  }

  get unanswered() {
    return this.#parked.size;
  }

  #fromSwitch(frames, chunk) {
    const now = performance.now();
    for (const body of frames.take(chunk)) {
      if (!body.startsWith('{')) continue;
      this.events += 1;
      if (!body.includes('"CHANNEL_PARK"')) continue;
      const event = JSON.parse(body);
      const isNew = event['Event-Name'] === 'CHANNEL_PARK' && event['Answer-State'] === 'ringing';
      if (isNew && event['Call-Direction'] === 'inbound') this.#parked.set(event['Unique-ID'], now);
    }
  }

  #toSwitch(chunk) {
    const now = performance.now();
    for (const [id] of chunk.toString('utf8').matchAll(ID)) {
      const began = this.#parked.get(id);
      if (began === undefined) continue;
      this.#parked.delete(id);
      this.latencies.push(now - began);
    }
  }
}

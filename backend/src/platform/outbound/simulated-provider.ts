import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How the provider is for the next questions. */
export type Mood = 'well' | 'busy' | 'ill' | 'silent' | 'nonsense';

export interface SimulatedAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: object;
}

/** A provider over a socket, for `npm start` and tests: it can be made busy, ill, silent or senseless for some questions. */
export abstract class SimulatedProvider {
  private server: Server | undefined;
  private readonly moods: Mood[] = [];

  /** `path` is where questions go. */
  protected constructor(private readonly path: string) {}

  /** What it answers who may not ask; null: he may. */
  protected abstract turnedAway(headers: IncomingMessage['headers'], body: string): SimulatedAnswer | null;
  protected abstract answered(body: string): SimulatedAnswer;

  /** The address that it listens at. */
  async listen(port = 0): Promise<string> {
    this.server = createServer((request, response) => void this.answer(request, response));
    await new Promise<void>((resolve) => this.server?.listen(port, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.server?.closeAllConnections();
    await new Promise((resolve) => this.server?.close(resolve));
  }

  /** One mood for each of the next questions; then it is well again. */
  next(...moods: Mood[]): void {
    this.moods.push(...moods);
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const answer = this.decide(request, body);
    if (!answer) return; // never answers; the asker gives up
    response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers });
    response.end(JSON.stringify(answer.body));
  }

  private decide({ method, url, headers }: IncomingMessage, body: string): SimulatedAnswer | null {
    if (method !== 'POST' || url !== this.path) return { status: 404, body: { errors: ['No such endpoint'] } };
    const refusal = this.turnedAway(headers, body);
    if (refusal) return refusal;
    const mood = this.moods.shift() ?? 'well';
    if (mood === 'silent') return null;
    if (mood === 'busy')
      return { status: 429, headers: { 'retry-after': '20' }, body: { errors: ['Too many requests'] } };
    if (mood === 'ill') return { status: 503, body: { errors: ['Temporarily unavailable'] } };
    if (mood === 'nonsense') return { status: 200, body: { hello: 'world' } };
    return this.answered(body);
  }
}

/** The part of modesl 1.2.1 that the adapter uses; the package has no types of its own. */
declare module 'modesl' {
  import type { Socket } from 'node:net';

  class ModeslEvent {
    headers: { name: string; value: unknown }[];
    getHeader(name: string): string | null;
    getBody(): string;
  }

  class Connection {
    /** Connects at once. Emits `esl::connect`, `esl::ready` (signed in), `esl::event::auth::fail`, `error`, `esl::end`. */
    constructor(host: string, port: number, password: string);
    socket: Socket | null;
    /** Set when the socket connects. */
    parser?: { _parseHeaderText(text: string): Record<string, string | number> };
    subscribe(events: unknown, callback?: () => void): void;
    sendRecv(command: string, callback: (reply: ModeslEvent) => void): void;
    api(command: string, callback: (reply: ModeslEvent) => void): void;
    on(name: string, listener: (...values: never[]) => void): this;
    removeAllListeners(name?: string): this;
  }
}

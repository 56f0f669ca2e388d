/** One command as a client sends it: a line, headers, a blank line, and a body when it says so. */
export interface WireCommand {
  readonly line: string;
  readonly headers: ReadonlyMap<string, string>;
}

/** Cuts a stream of bytes into commands; keeps the rest for later. */
export class WireReader {
  private rest = '';

  read(bytes: string): WireCommand[] {
    this.rest += bytes;
    const commands: WireCommand[] = [];
    for (let end = this.rest.indexOf('\n\n'); end >= 0; end = this.rest.indexOf('\n\n')) {
      const [line = '', ...lines] = this.rest.slice(0, end).replace(/^\n+/, '').split('\n');
      const headers = new Map(
        lines.map((text) => {
          const colon = text.indexOf(':');
          return [text.slice(0, colon).trim().toLowerCase(), text.slice(colon + 1).trim()] as const;
        }),
      );
      const length = Number(headers.get('content-length') ?? 0);
      if (this.rest.length < end + 2 + length) break;
      this.rest = this.rest.slice(end + 2 + length);
      if (line.trim() !== '') commands.push({ line: line.trim(), headers });
    }
    return commands;
  }
}

export const authRequest = 'Content-Type: auth/request\n\n';

export const commandReply = (text: string, extra: Readonly<Record<string, string>> = {}): string =>
  `Content-Type: command/reply\nReply-Text: ${text}\n${Object.entries(extra)
    .map(([name, value]) => `${name}: ${value}\n`)
    .join('')}\n`;

export const apiResponse = (body: string): string =>
  `Content-Type: api/response\nContent-Length: ${Buffer.byteLength(body)}\n\n${body}`;

export const eventJson = (headers: object): string => {
  const body = JSON.stringify(headers);
  return `Content-Length: ${Buffer.byteLength(body)}\nContent-Type: text/event-json\n\n${body}`;
};

export const disconnectNotice = (): string => {
  const body = 'Disconnected, goodbye.\nSee you at ClueCon! http://www.cluecon.com/\n';
  return `Content-Type: text/disconnect-notice\nContent-Length: ${Buffer.byteLength(body)}\n\n${body}`;
};

/** `json HEARTBEAT CUSTOM sofia::register`: whatever follows CUSTOM is a subclass. */
export function subscribedNames(argument: string): ReadonlySet<string> {
  const words = argument.split(' ').filter(Boolean);
  const names = words[0] === 'json' || words[0] === 'plain' ? words.slice(1) : words;
  return new Set(names.map((name) => (name.toLowerCase() === 'all' ? 'ALL' : name)));
}

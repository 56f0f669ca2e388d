import { SMTPServer } from 'smtp-server';
import type { AddressInfo } from 'node:net';

export interface MailServer {
  readonly url: string;
  readonly mails: string[];
  /** So many of the next mails it does not take. */
  refusals: number;
  close(): Promise<void>;
}

/** A mail server on a real socket that keeps what it gets. */
export async function mailServer(): Promise<MailServer> {
  const mails: string[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, _session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        if (made.refusals > 0) {
          made.refusals -= 1;
          return done(new Error('Come back later'));
        }
        mails.push(Buffer.concat(chunks).toString());
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const { port } = server.server.address() as AddressInfo;
  const made: MailServer = {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    refusals: 0,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
  return made;
}

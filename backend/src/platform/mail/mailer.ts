import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { createTransport, type Transporter } from 'nodemailer';
import { config } from '../config';
import { mailArea } from './mail.config';

export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly attachments?: readonly {
    readonly filename: string;
    readonly content: Buffer;
    readonly contentType: string;
  }[];
}

const CONNECT_MS = 10_000;
const SEND_MS = 20_000;

/** Mails of the platform itself (links, alerts, reports): over SMTP, or into files until a server is configured. */
@Injectable()
export class Mailer implements OnModuleDestroy {
  private readonly settings = config(mailArea);
  private readonly transport = transportOf(this.settings.smtpUrl);

  /** Resolves when the server (or the disk) has taken the mail; rejects when it has not. */
  async send(mail: Mail): Promise<void> {
    const message = {
      from: this.settings.from,
      ...mail,
      attachments: [...(mail.attachments ?? [])],
      headers: { 'Auto-Submitted': 'auto-generated' },
    };
    const sent = (await this.transport.sendMail(message)) as { message?: unknown };
    if (!this.settings.smtpUrl) await this.keep(sent.message as Buffer);
  }

  onModuleDestroy(): void {
    this.transport.close();
  }

  private async keep(message: Buffer): Promise<void> {
    const directory = resolve(this.settings.outboxDirectory);
    await mkdir(directory, { recursive: true, mode: 0o700 });
    const path = join(directory, `${randomUUID()}.eml`);
    await writeFile(`${path}.part`, message, { mode: 0o600 });
    await rename(`${path}.part`, path);
  }
}

function transportOf(smtpUrl: string): Transporter {
  if (!smtpUrl) return createTransport({ streamTransport: true, buffer: true, newline: 'windows' });
  return createTransport({
    url: smtpUrl,
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    socketTimeout: SEND_MS,
  });
}

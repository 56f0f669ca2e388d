import { Injectable } from '@nestjs/common';
import { Database } from '../../../../platform/database';
import { FileStore } from '../../../../platform/files';
import { Mailer } from '../../../../platform/mail';
import { BoxStore } from '../data/box.store';
import { MessageStore } from '../data/message.store';
import { mailOf } from '../domain/mail-text';

/** Past this size mail servers refuse a letter; the sound is then heard in the console. */
const MOST_ATTACHED_BYTES = 15_000_000;

/** Tells a box's addresses of a message, with its sound when the box says so. */
@Injectable()
export class MailMessages {
  constructor(
    private readonly boxes: BoxStore,
    private readonly messages: MessageStore,
    private readonly files: FileStore,
    private readonly mailer: Mailer,
    private readonly database: Database,
  ) {}

  async send(messageId: string, to: string): Promise<void> {
    const message = await this.messages.find(this.database.read, messageId);
    const box = message && (await this.boxes.find(this.database.read, message.boxId));
    // Deleted, or the address taken off the box, while the letter waited.
    if (!box?.emails.includes(to) || message?.state === 'deleted') return;
    const { number, durationMs, receivedAt, key } = message as NonNullable<typeof message>;
    const text = mailOf({
      box: box.name,
      number,
      durationMs,
      receivedAt: receivedAt.getTime(),
      language: box.language,
    });
    const sound = box.attachSound ? await this.sound(key) : null;
    const attachments = sound ? [{ filename: 'voicemail.wav', content: sound, contentType: 'audio/wav' }] : [];
    await this.mailer.send({ to, ...text, attachments });
  }

  async addresses(messageId: string): Promise<readonly string[]> {
    const message = await this.messages.find(this.database.read, messageId);
    const box = message && (await this.boxes.find(this.database.read, message.boxId));
    return box?.emails ?? [];
  }

  private async sound(key: string): Promise<Buffer | null> {
    const stored = await this.files.find(key);
    if (!stored || stored.bytes > MOST_ATTACHED_BYTES) return null;
    const found = await this.files.get(key);
    return found ? Buffer.concat(await found.content.toArray()) : null;
  }
}

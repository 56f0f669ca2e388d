import { Inject, Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { sendMessageSchema } from '#contracts';
import { IDS, type Ids } from '../../../../kernel/ids';
import type { EventMeta } from '../../../../kernel/journal';
import { accepted, refused, type Outcome, type Refusal } from '../../../../kernel/outcome';
import { Database, type Transaction } from '../../../../platform/database';
import { oversees, type Principal } from '../../../../platform/http';
import { Journal } from '../../../../platform/journal';
import { Schedule } from '../../../../platform/schedule';
import { MessageStore } from '../data/message.store';
import type { MessageEvent } from '../domain/message-events';

export const MAINTENANCE_TURNS = 'messages.maintenance-turns';
const turnKey = (messageId: string, at: 'start' | 'end'): string => `${MAINTENANCE_TURNS}:${messageId}:${at}`;

/**
 * - `nobody-addressed`: these addressees are nobody
 * - `not-supervised`: somebody among them is not of the sender's people
 * - `announcement-not-allowed`: updates and maintenance are for those who may announce
 * - `maintenance-times`: a maintenance needs a beginning and a later end that has not passed; others have neither
 */
export type MessageRefusal = Refusal<
  'nobody-addressed' | 'not-supervised' | 'announcement-not-allowed' | 'maintenance-times' | 'message-not-found'
>;
type Wish = z.infer<typeof sendMessageSchema>;

/** Sends, reads and withdraws messages inside the platform. */
@Injectable()
export class Messages {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly schedule: Schedule,
    private readonly store: MessageStore,
    @Inject(IDS) private readonly ids: Ids,
  ) {}

  async send(wish: Wish, sender: Principal, meta: EventMeta): Promise<Outcome<{ id: string }, MessageRefusal>> {
    const mayAnnounce = sender.permissions.has('messages.announce');
    if (wish.kind !== 'message' && !mayAnnounce) return refused({ code: 'announcement-not-allowed' });
    if (!timesFit(wish, meta.at)) return refused({ code: 'maintenance-times' });
    return this.database.transaction(async (tx) => {
      const recipients = await this.store.recipients(tx, wish.to);
      if (recipients.length === 0) return refused({ code: 'nobody-addressed' });
      if (!mayAnnounce && recipients.some((id) => !oversees(sender, { users: [id] })))
        return refused({ code: 'not-supervised' });
      const id = this.ids.next();
      await this.store.insert(tx, { ...wish, id, senderId: sender.userId, at: meta.at }, recipients);
      const { kind, title, to, startsAt, endsAt } = wish;
      const data = { messageId: id, kind, title, to, recipients: recipients.length, startsAt, endsAt };
      await this.tell(tx, id, { type: 'MessageSent', data }, meta);
      if (startsAt && endsAt) await this.setTurns(tx, id, { start: startsAt, end: endsAt });
      return accepted({ id });
    });
  }

  async read(messageId: string, userId: string, meta: EventMeta): Promise<void> {
    await this.database.transaction(async (tx) => {
      if (!(await this.store.read(tx, messageId, userId, meta.at))) return;
      await this.tell(tx, messageId, { type: 'MessageRead', data: { messageId, userId } }, meta);
    });
  }

  /** Its sender's, or anybody's for those who may announce. */
  async withdraw(messageId: string, by: Principal, meta: EventMeta): Promise<Outcome<void, MessageRefusal>> {
    const [found] = await this.store.byIds([messageId]);
    const isOwn = found?.message.from.id === by.userId || by.permissions.has('messages.announce');
    if (!isOwn) return refused({ code: 'message-not-found' });
    return this.database.transaction(async (tx) => {
      if (!(await this.store.withdraw(tx, messageId, meta.at))) return refused({ code: 'message-not-found' });
      for (const at of ['start', 'end'] as const) await this.schedule.cancel(tx, turnKey(messageId, at));
      await this.tell(tx, messageId, { type: 'MessageWithdrawn', data: { messageId } }, meta);
      return accepted(undefined);
    });
  }

  /** The clock: a maintenance begins or ends, and screens follow. */
  async turn(messageId: string, shown: boolean, meta: EventMeta): Promise<void> {
    await this.database.transaction((tx) =>
      this.tell(tx, messageId, { type: 'MaintenanceNoticeTurned', data: { messageId, shown } }, meta),
    );
  }

  private async setTurns(tx: Transaction, messageId: string, at: { start: string; end: string }): Promise<void> {
    for (const which of ['start', 'end'] as const) {
      const payload = { messageId, shown: which === 'start' };
      const due = Date.parse(at[which]);
      await this.schedule.at(tx, { key: turnKey(messageId, which), due, command: MAINTENANCE_TURNS, payload });
    }
  }

  private async tell(tx: Transaction, messageId: string, event: MessageEvent, meta: EventMeta): Promise<void> {
    await this.journal.append(tx, `message-${messageId}`, [event], meta);
  }
}

function timesFit({ kind, startsAt, endsAt }: Wish, now: number): boolean {
  if (kind !== 'maintenance') return startsAt === null && endsAt === null;
  if (startsAt === null || endsAt === null) return false;
  return Date.parse(endsAt) > Math.max(Date.parse(startsAt), now);
}

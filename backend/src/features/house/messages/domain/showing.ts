import type { OwnMessage } from '#contracts';
import type { Instant } from '../../../../kernel/clock';

/** Whether it stands on its addressee's screen now: unread, or a maintenance within its time, and not withdrawn. */
export function isShown(message: Omit<OwnMessage, 'from'>, at: Instant): boolean {
  if (message.withdrawnAt !== null) return false;
  if (message.kind !== 'maintenance') return message.readAt === null;
  return at >= Date.parse(message.startsAt ?? '') && at < Date.parse(message.endsAt ?? '');
}

import type { Addressees, MessageKind } from '#contracts';
import type { DomainEvent } from '../../../../kernel/journal';

export type MessageSent = DomainEvent<
  'MessageSent',
  {
    messageId: string;
    kind: MessageKind;
    title: string;
    to: Addressees;
    recipients: number;
    startsAt: string | null;
    endsAt: string | null;
  }
>;
export type MessageRead = DomainEvent<'MessageRead', { messageId: string; userId: string }>;
export type MessageWithdrawn = DomainEvent<'MessageWithdrawn', { messageId: string }>;
/** A maintenance begins or ends by the clock. */
export type MaintenanceNoticeTurned = DomainEvent<'MaintenanceNoticeTurned', { messageId: string; shown: boolean }>;

export type MessageEvent = MessageSent | MessageRead | MessageWithdrawn | MaintenanceNoticeTurned;

export const MESSAGE_EVENT_TYPES = [
  'MessageSent',
  'MessageRead',
  'MessageWithdrawn',
  'MaintenanceNoticeTurned',
] as const satisfies readonly MessageEvent['type'][];

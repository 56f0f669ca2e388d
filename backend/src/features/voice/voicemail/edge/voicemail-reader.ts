import type { Principal } from '../../../../platform/http';
import type { Reader } from '../data/box.store';

/** Everybody sees the boxes that name him; who edits boxes also those of his people and groups, and administrators all. */
export function readerOf({ userId, permissions, supervised }: Principal): Reader {
  if (!permissions.has('voicemail.manage')) return [userId];
  return supervised && [userId, ...supervised.userIds, ...supervised.groupIds];
}

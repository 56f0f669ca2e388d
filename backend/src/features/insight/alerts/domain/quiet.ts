import { DateTime } from 'luxon';
import type { SaveAlertRule } from '#contracts';
import type { Instant } from '../../../../kernel/clock';

/** Whether nobody may be told at this moment. The hours may reach over midnight; `from` equal to `until` is the whole day. */
export function isQuiet(
  { quiet, quietDays }: Pick<SaveAlertRule, 'quiet' | 'quietDays'>,
  at: Instant,
  zone: string,
): boolean {
  const local = DateTime.fromMillis(at, { zone });
  if (quietDays.includes(local.weekday)) return true;
  if (!quiet) return false;
  const now = local.toFormat('HH:mm');
  const { from, until } = quiet;
  return from < until ? now >= from && now < until : now >= from || now < until;
}

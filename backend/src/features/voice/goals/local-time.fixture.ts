import { DateTime } from 'luxon';

/** The day and the minute of the day where people work. */
export function localTime(at: number): { day: string; minute: number } {
  const local = DateTime.fromMillis(at, { zone: 'Europe/Warsaw' });
  return { day: local.toISODate() ?? '', minute: local.hour * 60 + local.minute };
}

import { accepted, refused, type Outcome, type Refusal } from './outcome';

/** A length of time in milliseconds. */
export type Duration = number;

export const milliseconds = (count: number): Duration => count;
export const seconds = (count: number): Duration => count * 1000;
export const minutes = (count: number): Duration => count * 60_000;
export const hours = (count: number): Duration => count * 3_600_000;
/** Twenty-four hours, whatever the calendar does; for days of a calendar see polish-calendar. */
export const days = (count: number): Duration => count * 86_400_000;

const units = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1000, ms: 1 } as const;
const written = /^(?:(\d+)d)?\s*(?:(\d+)h)?\s*(?:(\d+)m(?!s))?\s*(?:(\d+)s)?\s*(?:(\d+)ms)?$/;

/** `1h 30m`, `90s`, `2d`, `250ms`: units from large to small, each at most once. */
export function parseDuration(text: string): Outcome<Duration, Refusal<'duration-not-readable'>> {
  const trimmed = text.trim();
  const match = trimmed === '' ? null : written.exec(trimmed);
  if (!match) return refused({ code: 'duration-not-readable' });
  const parts = Object.values(units).map((length, index) => length * Number(match[index + 1] ?? 0));
  return accepted(parts.reduce((sum, part) => sum + part, 0));
}

/** The same notation: `formatDuration(5_400_000)` is `1h 30m`. */
export function formatDuration(duration: Duration): string {
  let rest = Math.round(Math.abs(duration));
  const parts: string[] = [];
  for (const [unit, length] of Object.entries(units)) {
    const count = Math.floor(rest / length);
    rest -= count * length;
    if (count > 0) parts.push(`${count}${unit}`);
  }
  return `${duration < 0 ? '-' : ''}${parts.join(' ') || '0s'}`;
}

/** As on a call's clock: `0:07`, `12:30`, `1:02:03`. Begun seconds are not counted. */
export function formatClock(duration: Duration): string {
  const total = Math.floor(Math.abs(duration) / 1000);
  const [hour, minute, second] = [Math.floor(total / 3600), Math.floor(total / 60) % 60, total % 60];
  const two = (value: number) => String(value).padStart(2, '0');
  const sign = duration < 0 && total > 0 ? '-' : '';
  return hour > 0 ? `${sign}${hour}:${two(minute)}:${two(second)}` : `${sign}${minute}:${two(second)}`;
}

const HOUR = 60;
const DAY = 24 * HOUR;

/** Minute of the day as a clock: 510 is `08:30`; the day's end shows as `00:00`. */
export function minuteText(minute: number): string {
  const of = minute % DAY;
  return `${String(Math.floor(of / HOUR)).padStart(2, '0')}:${String(of % HOUR).padStart(2, '0')}`;
}

/** What a time field says as a minute of the day; as an end, midnight is the day's end. */
export function minuteOf(text: string, as: 'from' | 'to'): number {
  const [hours = 0, minutes = 0] = text.split(':').map(Number);
  const minute = hours * HOUR + minutes;
  return as === 'to' && minute === 0 ? DAY : minute;
}

/** What a caller is told of his wait. */
export interface Announced {
  readonly position: number;
  /** Null: nobody knows, or the queue does not say it. */
  readonly expectedMs: number | null;
  readonly language: string | null;
}

/** In the caller's language; Polish when it is none of ours. */
export function announcementOf({ position, expectedMs, language }: Announced): string {
  const minutes = expectedMs === null ? null : Math.ceil(expectedMs / 60_000);
  return language === 'en' ? english(position, minutes) : polish(position, minutes);
}

function polish(position: number, minutes: number | null): string {
  const place =
    position === 1
      ? 'Jesteś pierwszy w kolejce. Za chwilę połączymy z konsultantem.'
      : `Twoje miejsce w kolejce to ${position}.`;
  if (minutes === null || position === 1) return place;
  if (minutes <= 1) return `${place} Czas oczekiwania nie powinien przekroczyć minuty.`;
  return `${place} Przewidywany czas oczekiwania to około ${minutes} ${minutes % 10 >= 2 && minutes % 10 <= 4 && (minutes < 12 || minutes > 14) ? 'minuty' : 'minut'}.`;
}

function english(position: number, minutes: number | null): string {
  const place =
    position === 1
      ? 'You are first in the queue. You will be connected in a moment.'
      : `You are number ${position} in the queue.`;
  if (minutes === null || position === 1) return place;
  return minutes <= 1
    ? `${place} Your wait should be less than a minute.`
    : `${place} Your expected wait is about ${minutes} minutes.`;
}

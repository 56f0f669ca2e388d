/** A day of a filter (`2026-11-22`) as the instant at which it begins here. */
export const dayStart = (day: string | null | undefined): string | null =>
  day ? new Date(`${day}T00:00:00`).toISOString() : null;

/** The instant at which the day after begins: the end of an inclusive range. Days are not all 24 hours long. */
export function dayEnd(day: string | null | undefined): string | null {
  if (!day) return null;
  const end = new Date(`${day}T00:00:00`);
  end.setDate(end.getDate() + 1);
  return end.toISOString();
}

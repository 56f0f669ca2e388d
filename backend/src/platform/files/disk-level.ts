/** Where the use of the disk is told to people, in per cent of the quota. */
export const DISK_LEVELS = [80, 90, 95, 100] as const;

/** A level is reported again only after the use has fallen this far below it, so that it does not flap. */
const HYSTERESIS = 2;

/** The level to remember as reported, for `used` of `quota` bytes when `reported` was the last. */
export function levelFor(used: number, quota: number, reported: number): number {
  const percent = quota > 0 ? (used / quota) * 100 : 100;
  const reached = DISK_LEVELS.findLast((level) => percent >= level) ?? 0;
  if (reached >= reported) return reached;
  return percent < reported - HYSTERESIS ? reached : reported;
}

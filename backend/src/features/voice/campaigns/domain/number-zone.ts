/**
 * Where a number's owner is most likely to be, for hours. Countries with several zones are given the one in which most of
 * their people live; what is not listed counts as home. Longest code first.
 */
const ZONES: readonly (readonly [code: string, zone: string])[] = [
  ['+351', 'Europe/Lisbon'],
  ['+353', 'Europe/Dublin'],
  ['+354', 'Atlantic/Reykjavik'],
  ['+358', 'Europe/Helsinki'],
  ['+359', 'Europe/Sofia'],
  ['+370', 'Europe/Vilnius'],
  ['+371', 'Europe/Riga'],
  ['+372', 'Europe/Tallinn'],
  ['+373', 'Europe/Chisinau'],
  ['+375', 'Europe/Minsk'],
  ['+380', 'Europe/Kyiv'],
  ['+420', 'Europe/Prague'],
  ['+421', 'Europe/Bratislava'],
  ['+972', 'Asia/Jerusalem'],
  ['+30', 'Europe/Athens'],
  ['+40', 'Europe/Bucharest'],
  ['+44', 'Europe/London'],
  ['+61', 'Australia/Sydney'],
  ['+81', 'Asia/Tokyo'],
  ['+86', 'Asia/Shanghai'],
  ['+90', 'Europe/Istanbul'],
  ['+91', 'Asia/Kolkata'],
  ['+1', 'America/New_York'],
  ['+7', 'Europe/Moscow'],
];

const HOME = 'Europe/Warsaw';

/** Time zone of the called person, by the country of the number. */
export const zoneOfNumber = (e164: string): string => ZONES.find(([code]) => e164.startsWith(code))?.[1] ?? HOME;

/** A day of the calendar without a time: `2026-11-11`. Compares and sorts as text. */
export type LocalDate = string;

export interface Holiday {
  readonly date: LocalDate;
  readonly pl: string;
  readonly en: string;
}

/** Days off beside Saturdays, Sundays and the public holidays, as an administrator enters them. */
export interface CalendarSettings {
  readonly extraDaysOff?: readonly LocalDate[];
}

interface Rule {
  readonly pl: string;
  readonly en: string;
  /** First and last year; the law changes. */
  readonly since?: number;
  readonly until?: number;
  readonly day: string | { readonly afterEaster: number };
}

/** Act of 18 January 1951 on days free from work, with its changes: Epiphany since 2011, Christmas Eve since 2025, and 12 November in 2018 only. */
const rules: readonly Rule[] = [
  { day: '01-01', pl: 'Nowy Rok', en: "New Year's Day" },
  { day: '01-06', pl: 'Święto Trzech Króli', en: 'Epiphany', since: 2011 },
  { day: { afterEaster: 0 }, pl: 'Wielkanoc', en: 'Easter Sunday' },
  { day: { afterEaster: 1 }, pl: 'Poniedziałek Wielkanocny', en: 'Easter Monday' },
  { day: '05-01', pl: 'Święto Państwowe', en: 'May Day' },
  { day: '05-03', pl: 'Święto Narodowe Trzeciego Maja', en: 'Constitution Day' },
  { day: { afterEaster: 49 }, pl: 'Zielone Świątki', en: 'Pentecost' },
  { day: { afterEaster: 60 }, pl: 'Boże Ciało', en: 'Corpus Christi' },
  { day: '08-15', pl: 'Wniebowzięcie Najświętszej Maryi Panny', en: 'Assumption of Mary' },
  { day: '11-01', pl: 'Wszystkich Świętych', en: "All Saints' Day" },
  { day: '11-11', pl: 'Narodowe Święto Niepodległości', en: 'Independence Day' },
  {
    day: '11-12',
    pl: 'Święto Narodowe z okazji setnej rocznicy odzyskania niepodległości',
    en: 'Centenary of independence',
    since: 2018,
    until: 2018,
  },
  { day: '12-24', pl: 'Wigilia Bożego Narodzenia', en: 'Christmas Eve', since: 2025 },
  { day: '12-25', pl: 'Boże Narodzenie', en: 'Christmas Day' },
  { day: '12-26', pl: 'Drugi dzień Bożego Narodzenia', en: 'Second day of Christmas' },
];

/** Public holidays in Poland in order of date; the law as it is in force since 1990. */
export function polishHolidays(year: number): Holiday[] {
  const easter = easterSunday(year);
  return rules
    .filter(({ since = -Infinity, until = Infinity }) => year >= since && year <= until)
    .map(({ day, pl, en }) => ({
      date: typeof day === 'string' ? `${String(year).padStart(4, '0')}-${day}` : addDays(easter, day.afterEaster),
      pl,
      en,
    }))
    .sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
}

/** Whether `date` is a public holiday or an extra day off (Saturdays and Sundays as such are neither). */
export function isHoliday(date: LocalDate, settings: CalendarSettings = {}): boolean {
  return holidayDates(yearOf(date)).has(date) || (settings.extraDaysOff?.includes(date) ?? false);
}

/** Monday to Friday, unless a holiday: the Business Day of the specification. */
export function isBusinessDay(date: LocalDate, settings: CalendarSettings = {}): boolean {
  return weekday(date) <= 5 && !isHoliday(date, settings);
}

/** The `count`-th business day after `date` (before it when negative). Zero: `date` itself, or the next business day. */
export function addBusinessDays(date: LocalDate, count: number, settings: CalendarSettings = {}): LocalDate {
  const step = count < 0 ? -1 : 1;
  let day = date;
  if (count === 0) {
    while (!isBusinessDay(day, settings)) day = addDays(day, 1);
    return day;
  }
  for (let left = Math.abs(count); left > 0;) {
    day = addDays(day, step);
    if (isBusinessDay(day, settings)) left -= 1;
  }
  return day;
}

/** Business days from `from` (included) to `to` (not included). */
export function countBusinessDays(from: LocalDate, to: LocalDate, settings: CalendarSettings = {}): number {
  let count = 0;
  for (let day = from; day < to; day = addDays(day, 1)) if (isBusinessDay(day, settings)) count += 1;
  return count;
}

export function addDays(date: LocalDate, count: number): LocalDate {
  return fromDayNumber(dayNumber(date) + count);
}

/** 1 Monday … 7 Sunday. */
export function weekday(date: LocalDate): number {
  // Day 0 was a Thursday.
  return ((((dayNumber(date) + 3) % 7) + 7) % 7) + 1;
}

/** Easter Sunday of the Gregorian calendar (the algorithm of Meeus, Jones and Butcher). */
export function easterSunday(year: number): LocalDate {
  const a = year % 19;
  const century = Math.floor(year / 100);
  const inCentury = year % 100;
  const correction = Math.floor((century + 8) / 25);
  const moonShift = Math.floor((century - correction + 1) / 3);
  const epact = (19 * a + century - Math.floor(century / 4) - moonShift + 15) % 30;
  const dayShift = (32 + 2 * (century % 4) + 2 * Math.floor(inCentury / 4) - epact - (inCentury % 4)) % 7;
  const late = Math.floor((a + 11 * epact + 22 * dayShift) / 451);
  const sum = epact + dayShift - 7 * late + 114;
  return iso(year, Math.floor(sum / 31), (sum % 31) + 1);
}

const iso = (year: number, month: number, day: number): LocalDate =>
  `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;

const yearOf = (date: LocalDate): number => Number(date.slice(0, 4));

/** Computed once a year asked for: the rules are constants, so remembering them keeps this pure. */
const remembered = new Map<number, ReadonlySet<LocalDate>>();

function holidayDates(year: number): ReadonlySet<LocalDate> {
  const known = remembered.get(year) ?? new Set(polishHolidays(year).map(({ date }) => date));
  remembered.set(year, known);
  return known;
}

/** Days since 1970-01-01. Years are counted from March, so that the leap day is their last (H. Hinnant's arithmetic). */
function dayNumber(date: LocalDate): number {
  const match = /^(\d{4})-(\d\d)-(\d\d)$/.exec(date);
  const [year, month, day] = [Number(match?.[1]), Number(match?.[2]), Number(match?.[3])];
  const shifted = month > 2 ? year : year - 1;
  const era = Math.floor(shifted / 400);
  const inEra = shifted - era * 400;
  const inYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  const number = era * 146_097 + inEra * 365 + Math.floor(inEra / 4) - Math.floor(inEra / 100) + inYear - 719_468;
  if (!match || fromDayNumber(number) !== date) throw new RangeError(`"${date}" is no date`);
  return number;
}

function fromDayNumber(number: number): LocalDate {
  const shifted = number + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const inEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const inYear = dayOfEra - (365 * inEra + Math.floor(inEra / 4) - Math.floor(inEra / 100));
  const fromMarch = Math.floor((5 * inYear + 2) / 153);
  const month = ((fromMarch + 2) % 12) + 1;
  const day = inYear - Math.floor((153 * fromMarch + 2) / 5) + 1;
  return iso(era * 400 + inEra + (month <= 2 ? 1 : 0), month, day);
}

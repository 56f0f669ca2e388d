import type { LOCAL_PLACES } from '#contracts';

type Place = (typeof LOCAL_PLACES)[number];

/** Keys under which a record's address may stand; imports bring Polish headings. */
const KEYS: Readonly<Record<Place, readonly string[]>> = {
  city: ['city', 'miasto', 'miejscowosc', 'town'],
  county: ['county', 'powiat'],
  voivodeship: ['voivodeship', 'wojewodztwo', 'region'],
};

/** City, county and voivodeship of a record's own fields. */
export function placesOf(fields: Readonly<Record<string, unknown>>): Partial<Record<Place, string>> {
  const found = Object.entries(KEYS).map(([place, keys]) => {
    const value = keys.map((key) => fields[key]).find((each) => typeof each === 'string' && each.trim() !== '');
    return [place, value] as const;
  });
  return Object.fromEntries(found.filter(([, value]) => value !== undefined));
}

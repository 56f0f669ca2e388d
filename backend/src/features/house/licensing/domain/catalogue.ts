import type { Feature, Order, PackageName } from '#contracts';
import { CATALOGUE_ROWS } from './catalogue.data';

export type Availability = Feature['availability'];

export interface CatalogueFeature {
  readonly id: string;
  readonly area: string;
  readonly namePl: string;
  readonly nameEn: string;
  readonly availability: Readonly<Record<PackageName, Availability>>;
}

const LETTERS: Readonly<Record<string, Availability>> = { i: 'included', p: 'paid', '-': 'unavailable', a: 'always' };

function availabilityOf(letters: string): Readonly<Record<PackageName, Availability>> {
  const [uc, standard, pro, enterprise] = [...letters].map((letter) => LETTERS[letter] ?? 'unavailable');
  return {
    uc: uc ?? 'unavailable',
    standard: standard ?? 'unavailable',
    pro: pro ?? 'unavailable',
    enterprise: enterprise ?? 'unavailable',
  };
}

/** Every function of the service, by id, with its place in the four packages. */
export const CATALOGUE: ReadonlyMap<string, CatalogueFeature> = new Map(
  CATALOGUE_ROWS.map((row) => {
    const [id = '', area = '', namePl = '', nameEn = '', letters = ''] = row.split('|');
    return [id, { id, area, namePl, nameEn, availability: availabilityOf(letters) }];
  }),
);

/** Sold together under one name: buying the second gives the first too. */
const SOLD_WITH: Readonly<Record<string, string>> = { amd: 'predictive-dialer' };

type Bought = Pick<Order, 'package' | 'addOns'>;

/** How many of a paid function the Order has; 0 when none. */
export function quantityOf(order: Bought, featureId: string): number {
  const sold = SOLD_WITH[featureId] ?? featureId;
  return order.addOns
    .filter((addOn) => addOn.featureId === sold || addOn.featureId === featureId)
    .reduce((sum, { quantity }) => sum + quantity, 0);
}

/** Whether the Order contains a function: part of the package, bought on top of it, or outside the package table. */
export function hasFeature(order: Bought, featureId: string): boolean {
  const feature = CATALOGUE.get(featureId);
  if (!feature) return false;
  switch (feature.availability[order.package]) {
    case 'included':
    case 'always':
      return true;
    case 'paid':
      return quantityOf(order, featureId) > 0;
    case 'unavailable':
      return false;
  }
}

/** The package table from the Order's point of view. */
export function featuresOf(order: Bought): Omit<Feature, 'sold'>[] {
  return [...CATALOGUE.values()].map(({ id, area, namePl, nameEn, availability }) => ({
    id,
    area,
    namePl,
    nameEn,
    availability: availability[order.package],
    enabled: hasFeature(order, id),
    quantity: quantityOf(order, id),
  }));
}

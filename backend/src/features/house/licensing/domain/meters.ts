import type { Order, PackageName, Usage } from '#contracts';
import { hasFeature, quantityOf } from './catalogue';

export interface Pack {
  readonly featureId: string;
  readonly amount: number;
}

/**
 * How entries become "used": `sum` adds what happened in the period, `sum-per-user` does so for each user against the user's own
 * allowance, `highest` is the largest number at any moment of the period, `now` the present number, `stored` the bytes that
 * platform/files has in its account now.
 */
export type Counting = 'sum' | 'sum-per-user' | 'highest' | 'now' | 'stored';

export interface Meter {
  readonly id: string;
  readonly namePl: string;
  readonly nameEn: string;
  readonly kind: Usage['kind'];
  readonly unit: Usage['unit'];
  readonly counting: Counting;
  included(order: MeteredOrder): number;
  readonly packs: readonly Pack[];
}

export type MeteredOrder = Pick<Order, 'package' | 'addOns' | 'licences'>;

const perPackage = (uc: number, standard: number, pro: number, enterprise: number) => {
  const amounts: Record<PackageName, number> = { uc, standard, pro, enterprise };
  return (order: MeteredOrder) => amounts[order.package];
};

/** An amount that comes with a function, and only with it. */
const withFeature = (featureId: string, amount: number) => (order: MeteredOrder) =>
  hasFeature(order, featureId) ? amount : 0;

const packs = (name: string, ...amounts: number[]): Pack[] =>
  amounts.map((amount) => ({ featureId: `${name}-${amount}`, amount }));

const GIGABYTE = 1_000_000_000;

/** Everything that is counted: the limits matrix, the amounts within functions, and the packs that raise them. */
export const METERS: readonly Meter[] = [
  {
    id: 'licences',
    namePl: 'Licencje (jednoczesne sesje)',
    nameEn: 'Licences (concurrent sessions)',
    kind: 'hard-cap',
    unit: 'sessions',
    counting: 'now',
    included: (order) => order.licences,
    packs: [],
  },
  {
    id: 'limit-api-calls',
    namePl: 'Wywołania API na użytkownika',
    nameEn: 'API calls per user',
    kind: 'metered',
    unit: 'calls',
    counting: 'sum-per-user',
    included: perPackage(30_000, 50_000, 100_000, 150_000),
    packs: [],
  },
  {
    id: 'limit-records',
    namePl: 'Rekordy',
    nameEn: 'Records',
    kind: 'metered',
    unit: 'records',
    counting: 'highest',
    included: perPackage(100_000, 150_000, 200_000, 300_000),
    packs: [],
  },
  {
    id: 'limit-tickets',
    namePl: 'Zgłoszenia',
    nameEn: 'Tickets',
    kind: 'metered',
    unit: 'tickets',
    counting: 'highest',
    included: perPackage(0, 0, 300_000, 450_000),
    packs: [],
  },
  {
    id: 'limit-queues',
    namePl: 'Kolejki',
    nameEn: 'Queues',
    kind: 'hard-cap',
    unit: 'queues',
    counting: 'now',
    included: perPackage(5, 10, 15, 20),
    packs: [{ featureId: 'queues-pack-10', amount: 10 }],
  },
  {
    id: 'limit-email-accounts',
    namePl: 'Konta e-mail',
    nameEn: 'E-mail accounts',
    kind: 'hard-cap',
    unit: 'accounts',
    counting: 'now',
    included: (order) => (hasFeature(order, 'mail') ? perPackage(0, 5, 10, 20)(order) : 0),
    packs: [{ featureId: 'email-accounts-pack-10', amount: 10 }],
  },
  {
    id: 'limit-disk-space',
    namePl: 'Przestrzeń dyskowa',
    nameEn: 'Disk space',
    kind: 'disk',
    unit: 'bytes',
    counting: 'stored',
    included: () => 100 * GIGABYTE,
    packs: [{ featureId: 'disk-space-pack-100gb', amount: 100 * GIGABYTE }],
  },
  {
    id: 'emails',
    namePl: 'Automatyczne wiadomości e-mail',
    nameEn: 'Automated e-mails',
    kind: 'metered',
    unit: 'messages',
    counting: 'sum',
    included: withFeature('email-sms-automation', 1_000),
    packs: packs('email-pack', 5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 500_000),
  },
  {
    id: 'sms',
    namePl: 'Wiadomości SMS',
    nameEn: 'SMS messages',
    kind: 'metered',
    unit: 'messages',
    counting: 'sum',
    included: withFeature('email-sms-automation', 100),
    packs: packs('sms-pack', 2_000, 5_000, 15_000, 30_000, 100_000),
  },
  {
    id: 'hlr',
    namePl: 'Sprawdzenia HLR',
    nameEn: 'HLR checks',
    kind: 'metered',
    unit: 'checks',
    counting: 'sum',
    included: () => 0,
    packs: packs('hlr-pack', 2_000, 5_000, 15_000, 30_000, 100_000),
  },
  {
    id: 'text-to-speech',
    namePl: 'Znaki zamienione na mowę',
    nameEn: 'Characters turned into speech',
    kind: 'metered',
    unit: 'characters',
    counting: 'sum',
    included: () => 0,
    packs: packs('tts-pack', 1_000, 10_000, 100_000, 500_000),
  },
  {
    id: 'business-rules',
    namePl: 'Wywołania reguł biznesowych',
    nameEn: 'Business rule runs',
    kind: 'metered',
    unit: 'runs',
    counting: 'sum',
    included: withFeature('business-rules', 5_000),
    packs: [{ featureId: 'business-rules-pack-5000', amount: 5_000 }],
  },
  {
    id: 'post-call-surveys',
    namePl: 'Ankiety po rozmowie',
    nameEn: 'Post-call surveys',
    kind: 'metered',
    unit: 'surveys',
    counting: 'sum',
    included: withFeature('post-call-surveys', 5_000),
    packs: [{ featureId: 'pcs-pack-10000', amount: 10_000 }],
  },
  {
    id: 'external-recording-archive',
    namePl: 'Zewnętrzne zasoby na nagrania',
    nameEn: 'External resources for recordings',
    kind: 'metered',
    unit: 'resources',
    counting: 'highest',
    included: () => 0,
    packs: [],
  },
];

const BY_ID = new Map(METERS.map((meter) => [meter.id, meter]));

export function meterOf(id: string): Meter {
  const meter = BY_ID.get(id);
  if (!meter) throw new Error(`No meter ${id}`);
  return meter;
}

export const isMeter = (id: string): boolean => BY_ID.has(id);

const PACK_IDS = new Set(METERS.flatMap((meter) => meter.packs.map(({ featureId }) => featureId)));

/** Packs are sold with every package, whether the package table lists them or not. */
export const isPack = (featureId: string): boolean => PACK_IDS.has(featureId);

/** What bought packs add in each period; unused units never carry over. */
export const packAmount = (meter: Meter, order: MeteredOrder): number =>
  meter.packs.reduce((sum, { featureId, amount }) => sum + quantityOf(order, featureId) * amount, 0);

/** How much may be used before the meter charges (metered) or blocks (hard cap, disk). */
export const allowance = (meter: Meter, order: MeteredOrder): number =>
  meter.included(order) + packAmount(meter, order);

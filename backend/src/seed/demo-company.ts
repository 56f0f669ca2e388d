import type { CreateUser, FollowUp, SaveBreakKind, SaveGroup, SaveQueue } from '#contracts';

/** Printed by `npm start`; an installation with real people never runs the seed. */
export const DEMO_PASSWORD = 'Centrala-demo-2026!';

type Person = Pick<CreateUser, 'firstName' | 'lastName' | 'role' | 'extension'> & {
  readonly name: string;
  readonly groups: readonly string[];
};

/** A furniture maker that sells, delivers and repairs. All names are invented. */
export const PEOPLE: readonly Person[] = [
  { name: 'admin', firstName: 'Katarzyna', lastName: 'Zielińska', role: 'administrator', extension: null, groups: [] },
  { name: 'supervisor', firstName: 'Marek', lastName: 'Wiśniewski', role: 'supervisor', extension: '200', groups: [] },
  {
    name: 'anna.nowak',
    firstName: 'Anna',
    lastName: 'Nowak',
    role: 'agent',
    extension: '201',
    groups: ['Sprzedaż', 'Zamówienia'],
  },
  {
    name: 'piotr.kowalczyk',
    firstName: 'Piotr',
    lastName: 'Kowalczyk',
    role: 'agent',
    extension: '202',
    groups: ['Sprzedaż'],
  },
  {
    name: 'ewa.lewandowska',
    firstName: 'Ewa',
    lastName: 'Lewandowska',
    role: 'agent',
    extension: '203',
    groups: ['Zamówienia'],
  },
  {
    name: 'tomasz.wojcik',
    firstName: 'Tomasz',
    lastName: 'Wójcik',
    role: 'agent',
    extension: '204',
    groups: ['Serwis'],
  },
  {
    name: 'magda.kaminska',
    firstName: 'Magdalena',
    lastName: 'Kamińska',
    role: 'agent',
    extension: '205',
    groups: ['Serwis', 'Zamówienia'],
  },
  { name: 'recepcja', firstName: 'Zofia', lastName: 'Szymańska', role: 'pbx-user', extension: '210', groups: [] },
];

/** Shown in the table of `npm start`, one for each role. */
export const SHOWN = ['admin', 'supervisor', 'anna.nowak', 'piotr.kowalczyk', 'recepcja'] as const;

/** Agents whom nobody plays: `npm start` keeps them at their desks, ready to be consulted. */
export const COLLEAGUES = ['ewa.lewandowska', 'tomasz.wojcik', 'magda.kaminska'] as const;

export const GROUPS: readonly Pick<SaveGroup, 'name' | 'description'>[] = [
  { name: 'Sprzedaż', description: 'Doradcy w sprawie mebli na wymiar i z katalogu' },
  { name: 'Zamówienia', description: 'Terminy, dostawy, zmiany zamówień' },
  { name: 'Serwis', description: 'Reklamacje, naprawy, montaż' },
];

export const QUEUES: readonly (Pick<SaveQueue, 'name' | 'strategy' | 'wrapUpSeconds'> & { readonly group: string })[] =
  [
    { name: 'Sprzedaż', strategy: 'round-robin', wrapUpSeconds: 30, group: 'Sprzedaż' },
    { name: 'Zamówienia', strategy: 'linear', wrapUpSeconds: 20, group: 'Zamówienia' },
    { name: 'Serwis', strategy: 'ring-all', wrapUpSeconds: 45, group: 'Serwis' },
  ];

/** Our inbound numbers; the simulated callers dial the first. */
export const NUMBERS: readonly { readonly number: string; readonly name: string; readonly queue: string }[] = [
  { number: '+48221000100', name: 'Infolinia', queue: 'Sprzedaż' },
  { number: '+48221000101', name: 'Zamówienia i dostawy', queue: 'Zamówienia' },
  { number: '+48221000102', name: 'Serwis', queue: 'Serwis' },
];

/** Kinds of breaks; the first is the one that Alt+R asks for. */
export const BREAK_KINDS: readonly Pick<
  SaveBreakKind,
  'name' | 'paid' | 'limitSeconds' | 'approval' | 'conditional'
>[] = [
  { name: 'Przerwa', paid: true, limitSeconds: 900, approval: false, conditional: true },
  { name: 'Obiad', paid: false, limitSeconds: 1800, approval: false, conditional: true },
  { name: 'Sprawa prywatna', paid: false, limitSeconds: null, approval: true, conditional: false },
];

export const CLASSIFIERS: readonly {
  readonly name: string;
  readonly success: boolean;
  readonly followUps?: readonly Partial<FollowUp>[];
}[] = [
  { name: 'Sprzedaż zakończona', success: true },
  { name: 'Oferta wysłana', success: true },
  { name: 'Zapytanie o termin dostawy', success: false },
  { name: 'Reklamacja przyjęta', success: false },
  {
    name: 'Prośba o kontakt',
    success: false,
    followUps: [{ kind: 'recontact', required: true, for: 'agent', afterMinutes: 24 * 60 }],
  },
  { name: 'Pomyłka', success: false },
];

/** Some of the simulated town's people (the default seed), so that a caller's card opens; and two companies. */
export const CONTACTS: readonly {
  readonly firstName: string;
  readonly lastName: string;
  readonly company: string;
  readonly phone: string;
}[] = [
  { firstName: 'Andrzej', lastName: 'Wiśniewski', company: '', phone: '+48420670307' },
  { firstName: 'Małgorzata', lastName: 'Gołąb', company: '', phone: '+48504836124' },
  { firstName: 'Agnieszka', lastName: 'Szymańska', company: 'Pracownia Dąb', phone: '+48501549106' },
  { firstName: 'Anna', lastName: 'Kozłowska', company: '', phone: '+48813777435' },
  { firstName: 'Krzysztof', lastName: 'Nowak', company: 'Hotel Pod Klonem', phone: '+48588622565' },
  { firstName: 'Barbara', lastName: 'Zielińska', company: '', phone: '+48880081155' },
  { firstName: 'Małgorzata', lastName: 'Ćwik', company: '', phone: '+48790336290' },
  { firstName: 'Stefan', lastName: 'Bukowski', company: 'Tartak Bukowski', phone: '+48603458161' },
];

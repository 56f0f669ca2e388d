import type { RichInline, RichText, ScriptDocument, ScriptStep } from '#contracts';

const bold = (text: string): RichInline => ({ type: 'text', text, marks: [{ type: 'bold' }] });
const plain = (text: string): RichInline => ({ type: 'text', text });
const says = (...content: RichInline[]): RichText => ({ type: 'doc', content: [{ type: 'paragraph', content }] });
const asks = { required: false, options: [], min: null, max: null, contact: null };

export const SCRIPT_NAME = 'Rozmowa o ofercie';

const HELLO: ScriptStep = {
  id: 'hello',
  name: 'Powitanie',
  text: says(plain('Dzień dobry, '), bold('{{agent.name}}'), plain(', dział sprzedaży. W czym mogę pomóc?')),
  fields: [
    {
      ...asks,
      id: 'need',
      label: 'W jakiej sprawie dzwoni?',
      kind: 'choice',
      required: true,
      options: ['Nowe zamówienie', 'Pytanie o ofertę', 'Inna sprawa'],
    },
  ],
  branches: [{ operator: 'is', fieldId: 'need', value: 'Inna sprawa', to: null }],
};

/** What sales says: a greeting, what the customer needs, an order; then how it ended. */
export const salesScript = (classifiers: ReadonlyMap<string, string>): ScriptDocument => ({
  schema: 1,
  steps: [
    HELLO,
    {
      id: 'customer',
      name: 'Dane klienta',
      text: says(plain('Z kim mam przyjemność? Na jaki adres wysłać ofertę?')),
      fields: [
        // Who is not known yet becomes a contact by his last name.
        { ...asks, id: 'first_name', label: 'Imię', kind: 'text', contact: 'firstName' },
        { ...asks, id: 'last_name', label: 'Nazwisko', kind: 'text', contact: 'lastName' },
        { ...asks, id: 'company', label: 'Firma', kind: 'text', contact: 'company' },
        { ...asks, id: 'mail', label: 'E-mail', kind: 'text', contact: 'email' },
        { ...asks, id: 'channels', label: 'Jak się z nami kontaktować?', kind: 'many', options: ['Telefon', 'E-mail'] },
      ],
      branches: [{ operator: 'is-not', fieldId: 'need', value: 'Nowe zamówienie', to: null }],
    },
    {
      id: 'order',
      name: 'Zamówienie',
      text: says(plain('Ile sztuk i na kiedy?')),
      fields: [
        { ...asks, id: 'pieces', label: 'Liczba sztuk', kind: 'number', required: true, min: 1, max: 10_000 },
        { ...asks, id: 'day', label: 'Termin dostawy', kind: 'date' },
      ],
      branches: [],
    },
  ],
  summary: {
    text: says(plain('Dziękuję za rozmowę. Do usłyszenia.')),
    outcomes: [
      { id: 'sold', label: 'Klient zamówił', classifierId: classifiers.get('Sprzedaż zakończona') ?? null },
      { id: 'later', label: 'Klient się zastanowi', classifierId: classifiers.get('Oferta wysłana') ?? null },
    ],
  },
});

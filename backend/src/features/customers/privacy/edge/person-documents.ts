import type { Erasure } from '#contracts';
import type { PersonalCopy } from '../use-cases/person-requests';

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

function shown(value: unknown): string {
  if (value === null || value === undefined || value === '') return '–';
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'string' ? value : JSON.stringify(value);
}

const page = (title: string, body: string): string => `<!doctype html>
<html lang="pl"><head><meta charset="utf-8"><title>${escape(title)}</title>
<style>body{font:15px/1.5 sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}table{border-collapse:collapse;width:100%;margin:0 0 1.5rem}
th,td{border:1px solid #bbb;padding:.3rem .5rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}th{width:14rem}</style></head>
<body><h1>${escape(title)}</h1>${body}</body></html>`;

const table = (rows: readonly (readonly [string, unknown])[]): string =>
  `<table>${rows.map(([name, value]) => `<tr><th>${escape(name)}</th><td>${escape(shown(value))}</td></tr>`).join('')}</table>`;

/** The copy as a page that a person can read: every kind, every row, every value. */
export function copyPage(copy: PersonalCopy, at: string): string {
  const sections = Object.entries(copy).map(([kind, rows]) => {
    const tables = rows.map((row) => table(Object.entries(row))).join('');
    return `<h2>${escape(KINDS[kind] ?? kind)} (${rows.length})</h2>${tables}`;
  });
  return page('Kopia danych osobowych / Copy of personal data', `<p>${escape(at)}</p>${sections.join('')}`);
}

/** What an erasure reached, to be printed and signed. It names nobody. */
export function certificatePage(erasure: Erasure): string {
  const counts = Object.entries(erasure.counts).map(([kind, count]) => [KINDS[kind] ?? kind, count] as const);
  const { firstPosition, lastPosition } = erasure.journal;
  return page(
    'Zaświadczenie o usunięciu danych / Certificate of erasure',
    `${table([
      ['Numer / Number', erasure.id],
      ['Kontakt / Contact', erasure.contactId],
      ['Podstawa / Reason', erasure.reason],
      ['Data / Date', erasure.erasedAt],
      ['Wykonał(a) / Carried out by', erasure.erasedBy.name ?? erasure.erasedBy.id],
    ])}<h2>Zakres / Extent</h2>${table(counts)}
    <p>Dziennik zdarzeń / Journal: ${firstPosition ?? '–'} … ${lastPosition ?? '–'}.
    Treść wpisów o osobie zastąpiono znacznikiem [erased]; kolejność, czas i rodzaj wpisów pozostały bez zmian.
    What events said of the person was replaced by [erased]; their order, time and kind stand unchanged.</p>`,
  );
}

const KINDS: Readonly<Record<string, string>> = {
  contacts: 'Kontakty / Contacts',
  records: 'Rekordy kampanii / Records of campaigns',
  consents: 'Zgody / Consents',
  recontacts: 'Ponowienia / Recontacts',
  refusedRows: 'Odrzucone wiersze importów / Refused rows of imports',
  calls: 'Połączenia / Calls',
  recordings: 'Nagrania / Recordings',
  voicemails: 'Wiadomości głosowe / Voicemail messages',
  surveys: 'Ankiety / Surveys',
  callbacks: 'Oddzwonienia / Callbacks',
  'campaign-attempts': 'Próby połączeń kampanii / Campaign attempts',
  'gsm-calls': 'Połączenia z telefonów GSM / GSM calls',
  journalEvents: 'Wpisy dziennika / Journal events',
};

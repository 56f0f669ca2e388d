import type { Instant } from '../../../../kernel/clock';

export interface MailedMessage {
  readonly box: string;
  readonly number: string | null;
  readonly durationMs: number;
  readonly receivedAt: Instant;
  /** Of the box. */
  readonly language: string;
}

const TEXTS = {
  pl: { subject: 'Nowa wiadomość głosowa', from: 'Od', hidden: 'numer zastrzeżony', at: 'Kiedy', length: 'Długość' },
  en: { subject: 'New voicemail', from: 'From', hidden: 'number withheld', at: 'When', length: 'Length' },
} as const;

/** The letter that tells of a message; times are Warsaw's, as everywhere in letters. */
export function mailOf(message: MailedMessage): { subject: string; text: string; html: string } {
  const words = message.language === 'pl' ? TEXTS.pl : TEXTS.en;
  const locale = message.language === 'pl' ? 'pl-PL' : 'en-GB';
  const when = new Intl.DateTimeFormat(locale, {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: 'Europe/Warsaw',
  }).format(message.receivedAt);
  const rows = [
    [words.from, message.number ?? words.hidden],
    [words.at, when],
    [words.length, lengthOf(message.durationMs)],
  ];
  return {
    subject: `${words.subject}: ${message.box}`,
    text: rows.map(([name, value]) => `${name}: ${value}`).join('\n'),
    html: `<p>${rows.map(([name, value]) => `${name}: <b>${escaped(value ?? '')}</b>`).join('<br>')}</p>`,
  };
}

function lengthOf(ms: number): string {
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign);

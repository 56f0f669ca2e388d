const TEXTS = {
  pl: { attached: 'Raport jest w załączniku.', by: 'Wysłano na życzenie:', how: 'Zmiana lub wyłączenie:' },
  en: { attached: 'The report is attached.', by: 'Sent on behalf of:', how: 'Change or switch off:' },
} as const;

/** The letter around a report. */
export function reportLetter(
  { name, title, owner, url }: { name: string; title: string; owner: string; url: string },
  language: 'pl' | 'en',
): { subject: string; text: string; html: string } {
  const t = TEXTS[language];
  const lines = [title, t.attached, `${t.by} ${owner}`, `${t.how} ${url}`];
  const escaped = lines.map((line) => line.replaceAll('&', '&amp;').replaceAll('<', '&lt;'));
  return {
    subject: `${name}: ${title}`,
    text: lines.join('\n'),
    html: escaped.map((line) => `<p>${line}</p>`).join('\n'),
  };
}

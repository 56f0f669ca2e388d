import pdfmake from 'pdfmake';
import { dirname, join } from 'node:path';
import type { Report } from '#contracts';
import { columnsOf } from './report-columns';

const FONTS = join(dirname(require.resolve('pdfmake/package.json')), 'fonts/Roboto');

pdfmake.setFonts({
  Roboto: { normal: join(FONTS, 'Roboto-Regular.ttf'), bold: join(FONTS, 'Roboto-Medium.ttf') },
});
// A report holds names that people typed: nothing in it may fetch or read anything.
pdfmake.setUrlAccessPolicy(() => false);
pdfmake.setLocalAccessPolicy((path) => path.startsWith(FONTS));

const TEXTS = {
  pl: { page: 'strona', of: 'z', empty: 'Brak danych w tym okresie' },
  en: { page: 'page', of: 'of', empty: 'Nothing in this period' },
} as const;

const LOCALES = { pl: 'pl-PL', en: 'en-GB' } as const;

/** A report as pages to print: landscape A4, its headings on each page. */
export async function pdfOf(
  report: Report,
  { title, language }: { title: string; language: 'pl' | 'en' },
): Promise<Buffer> {
  const columns = columnsOf(report);
  const t = TEXTS[language];
  const shown = (value: unknown): { text: string; alignment: 'left' | 'right' } =>
    typeof value === 'number'
      ? { text: value.toLocaleString(LOCALES[language]), alignment: 'right' }
      : { text: typeof value === 'string' ? value : '', alignment: 'left' };
  const head = columns.map(({ heading }) => ({ text: heading[language], bold: true, fillColor: '#eef1f4' }));
  const rows = report.rows.map((row) => columns.map((column) => shown(column.value(row))));
  const table = {
    layout: 'lightHorizontalLines',
    table: { headerRows: 1, widths: columns.map(() => 'auto'), body: [head, ...rows] },
  };
  const document = pdfmake.createPdf({
    pageSize: 'A4',
    pageOrientation: 'landscape',
    pageMargins: [24, 28, 24, 32],
    defaultStyle: { font: 'Roboto', fontSize: columns.length > 12 ? 6.5 : 8 },
    info: { title },
    content: [
      { text: title, fontSize: 13, bold: true, margin: [0, 0, 0, 8] },
      report.rows.length > 0 ? table : { text: t.empty },
    ],
    footer: (page, pages) => ({
      text: `${title} · ${t.page} ${page} ${t.of} ${pages}`,
      fontSize: 7,
      alignment: 'right',
      margin: [24, 8, 24, 0],
    }),
  });
  return document.getBuffer();
}

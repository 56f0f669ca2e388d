import { parsePhoneNumberFromString } from 'libphonenumber-js/min';

const HOME_COUNTRY = 'PL';

/** Numbers that a pasted or read text names, once each, and the lines that name none; the first line may be headings. */
export function numbersIn(text: string): { numbers: string[]; unread: number[] } {
  const numbers = new Set<string>();
  const unread: number[] = [];
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const found = line.split(/[,;\t]/).flatMap((cell) => numberOf(cell) ?? []);
    found.forEach((number) => numbers.add(number));
    if (found.length === 0 && line.trim() !== '' && index > 0) unread.push(index + 1);
  }
  return { numbers: [...numbers], unread };
}

function numberOf(cell: string): string | null {
  const bare = cell.trim().replace(/^["']|["']$/g, '');
  if (!/^(\+|00)?[\d\s().-]+$/.test(bare)) return null;
  const parsed = parsePhoneNumberFromString(bare.replace(/^00/, '+'), HOME_COUNTRY);
  return parsed?.isValid() ? parsed.number : null;
}

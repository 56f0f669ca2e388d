/** What a waiting caller hears about being called back; in his language, Polish when it is none of ours. */
export interface CallbackWords {
  /** Joined to the announcement of his position. */
  offer(digit: string): string;
  confirm(number: string): string;
  readonly number: string;
  readonly wrongNumber: string;
  /** Said after he has confirmed; the call ends with it. */
  readonly closing: string;
}

const spelled = (number: string): string => [...number.replace('+48', '').replace('+', '')].join(' ');

const POLISH: CallbackWords = {
  offer: (digit) =>
    `Aby zamówić oddzwonienie i zachować miejsce w kolejce, naciśnij ${keyName(digit, 'gwiazdkę', 'krzyżyk')}.`,
  confirm: (number) =>
    `Oddzwonimy na numer ${spelled(number)}. Aby potwierdzić, naciśnij 1. Aby podać inny numer, naciśnij 2. Aby czekać dalej, poczekaj.`,
  number: 'Wprowadź numer telefonu i zakończ krzyżykiem.',
  wrongNumber: 'To nie jest numer telefonu. Wprowadź go ponownie i zakończ krzyżykiem.',
  closing: 'Dziękujemy. Oddzwonimy. Do usłyszenia.',
};

const ENGLISH: CallbackWords = {
  offer: (digit) => `To be called back and keep your place in the queue, press ${keyName(digit, 'star', 'hash')}.`,
  confirm: (number) =>
    `We will call you back at ${spelled(number)}. Press 1 to confirm, 2 to enter another number, or stay on the line to wait.`,
  number: 'Enter the telephone number and end with hash.',
  wrongNumber: 'This is not a telephone number. Enter it again and end with hash.',
  closing: 'Thank you. We will call you back. Goodbye.',
};

const keyName = (digit: string, star: string, hash: string): string =>
  digit === '*' ? star : digit === '#' ? hash : digit;

export const callbackWords = (language: string | null): CallbackWords => (language === 'en' ? ENGLISH : POLISH);

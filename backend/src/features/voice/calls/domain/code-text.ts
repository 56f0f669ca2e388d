/** What came of a code that was dialled on a phone. */
export type CodeOutcome =
  'silent' | 'not-silent' | 'forwarded' | 'not-forwarded' | 'in-queues' | 'out-of-queues' | 'not-possible';

/** What is said, and in which language the voice says it. */
export interface Notice {
  readonly text: string;
  readonly language: string;
}

const PL: Readonly<Record<CodeOutcome, string>> = {
  silent: 'Nie przeszkadzać: włączone.',
  'not-silent': 'Nie przeszkadzać: wyłączone.',
  forwarded: 'Przekierowanie włączone.',
  'not-forwarded': 'Przekierowanie wyłączone.',
  'in-queues': 'Zalogowano do kolejek.',
  'out-of-queues': 'Wylogowano z kolejek.',
  'not-possible': 'Teraz nie można tego zrobić.',
};
const EN: Readonly<Record<CodeOutcome, string>> = {
  silent: 'Do not disturb is on.',
  'not-silent': 'Do not disturb is off.',
  forwarded: 'Forwarding is on.',
  'not-forwarded': 'Forwarding is off.',
  'in-queues': 'You are signed in to your queues.',
  'out-of-queues': 'You are signed out of your queues.',
  'not-possible': 'This is not possible now.',
};

/** In the language of the person who dialled it. */
export const codeNotice = (outcome: CodeOutcome, language: string): Notice =>
  language === 'pl' ? { text: PL[outcome], language: 'pl' } : { text: EN[outcome], language: 'en' };

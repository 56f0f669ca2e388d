/** What came of a code that was dialled on a phone. */
export type CodeOutcome =
  'silent' | 'not-silent' | 'forwarded' | 'not-forwarded' | 'in-queues' | 'out-of-queues' | 'not-possible';

/** In the language of the installation's announcements. */
const TEXTS: Readonly<Record<CodeOutcome, string>> = {
  silent: 'Nie przeszkadzać: włączone.',
  'not-silent': 'Nie przeszkadzać: wyłączone.',
  forwarded: 'Przekierowanie włączone.',
  'not-forwarded': 'Przekierowanie wyłączone.',
  'in-queues': 'Zalogowano do kolejek.',
  'out-of-queues': 'Wylogowano z kolejek.',
  'not-possible': 'Teraz nie można tego zrobić.',
};

export const codeText = (outcome: CodeOutcome): string => TEXTS[outcome];

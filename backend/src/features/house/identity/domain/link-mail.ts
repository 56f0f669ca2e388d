import type { Language } from '#contracts';

export type LinkPurpose = 'activation' | 'password-reset';

export const LINK_HOURS: Readonly<Record<LinkPurpose, number>> = { activation: 72, 'password-reset': 1 };

/** Page of the console that a link opens. */
export const LINK_PATH: Readonly<Record<LinkPurpose, string>> = { activation: '/activate', 'password-reset': '/reset' };

export interface LinkMail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

interface LinkMailFacts {
  readonly purpose: LinkPurpose;
  readonly language: Language;
  readonly platformName: string;
  readonly login: string;
  readonly url: string;
}

const TEXTS: Record<Language, Record<LinkPurpose, { subject: string; lead: string; button: string; end: string }>> = {
  pl: {
    activation: {
      subject: 'Aktywacja konta',
      lead: 'Twoje konto czeka na aktywację. Otwórz odnośnik i ustaw hasło.',
      button: 'Ustaw hasło',
      end: 'Odnośnik działa 72 godziny i tylko raz.',
    },
    'password-reset': {
      subject: 'Zmiana hasła',
      lead: 'Poproszono o zmianę hasła do Twojego konta. Otwórz odnośnik i ustaw nowe hasło.',
      button: 'Ustaw nowe hasło',
      end: 'Odnośnik działa godzinę i tylko raz. Jeśli to nie Ty, nic nie rób: hasło się nie zmieni.',
    },
  },
  en: {
    activation: {
      subject: 'Activate your account',
      lead: 'Your account is waiting to be activated. Open the link and set a password.',
      button: 'Set a password',
      end: 'The link works for 72 hours and once only.',
    },
    'password-reset': {
      subject: 'Change your password',
      lead: 'Somebody asked for a new password for your account. Open the link and set one.',
      button: 'Set a new password',
      end: 'The link works for an hour and once only. If it was not you, do nothing: your password stays.',
    },
  },
};

/** The mail with a link, in the person's language. */
export function linkMail({ purpose, language, platformName, login, url }: LinkMailFacts): LinkMail {
  const t = TEXTS[language][purpose];
  const safe = (text: string) => text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
  return {
    subject: `${platformName}: ${t.subject}`,
    text: `${t.lead}\n\nLogin: ${login}\n\n${url}\n\n${t.end}\n`,
    html: `<!doctype html><html lang="${language}"><body style="font-family:sans-serif;line-height:1.5">
<p>${safe(t.lead)}</p><p>Login: <strong>${safe(login)}</strong></p>
<p><a href="${safe(url)}" style="display:inline-block;padding:12px 24px;border-radius:24px;background:#00696f;color:#ffffff;text-decoration:none">${safe(t.button)}</a></p>
<p>${safe(url)}</p><p>${safe(t.end)}</p></body></html>`,
  };
}

export interface LoginTexts {
  readonly heading: string;
  readonly login: string;
  readonly example: string;
  readonly password: string;
  readonly submit: string;
  readonly forgotten: string;
  /** The other language, in its own words. */
  readonly other: string;
  readonly wrong: string;
  readonly locked: string;
  readonly failedHeading: string;
  readonly failed: string;
  readonly again: string;
  readonly signOut: string;
  readonly signingOut: string;
}

/** Texts of the provider's own pages. "Wrong" and "locked" say nothing about whether the account exists. */
export const loginTexts: Record<'pl' | 'en', LoginTexts> = {
  pl: {
    heading: 'Zaloguj się',
    login: 'Login',
    example: 'imie.nazwisko',
    password: 'Hasło',
    submit: 'Zaloguj się',
    forgotten: 'Nie pamiętam hasła',
    other: 'English',
    wrong: 'Nieprawidłowy login lub hasło.',
    locked: 'Zbyt wiele nieudanych prób. Logowanie jest na razie zablokowane, spróbuj ponownie później.',
    failedHeading: 'Nie udało się zalogować',
    failed: 'Strona logowania była otwarta zbyt długo albo odnośnik jest nieaktualny.',
    again: 'Zacznij od nowa',
    signOut: 'Wyloguj się',
    signingOut: 'Wylogowywanie…',
  },
  en: {
    heading: 'Sign in',
    login: 'Login',
    example: 'first.last',
    password: 'Password',
    submit: 'Sign in',
    forgotten: 'Forgotten password',
    other: 'Polski',
    wrong: 'Wrong login or password.',
    locked: 'Too many failed attempts. Signing in is blocked for now, try again later.',
    failedHeading: 'Signing in did not work',
    failed: 'The sign-in page was open for too long, or the link is out of date.',
    again: 'Start again',
    signOut: 'Sign out',
    signingOut: 'Signing out…',
  },
};

/** The page's own choice (`lang`, `ui_locales`, `kc_locale`) before the browser's; Polish when neither says anything we know. */
export function chooseLanguage(wanted: string | undefined, acceptLanguage: string | undefined): 'pl' | 'en' {
  const preferences = `${wanted ?? ''} ${acceptLanguage ?? ''}`.toLowerCase().matchAll(/\b(pl|en)(?=[-\s,;]|$)/g);
  const [first] = preferences;
  return first?.[1] === 'en' ? 'en' : 'pl';
}

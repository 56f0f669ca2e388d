/** Languages that an installation in Poland is asked for; a speech engine may know more, which are added to them. */
export const PROMPT_LANGUAGES = ['pl', 'en', 'uk', 'de', 'cs', 'sk', 'lt', 'ru', 'fr', 'es', 'it'] as const;

/** The language by its name in the console's language; the code when nobody has named it. */
export function languageName(code: string, displayed: string): string {
  const name = new Intl.DisplayNames([displayed], { type: 'language', fallback: 'code' }).of(code) ?? code;
  return name.charAt(0).toLocaleUpperCase(displayed) + name.slice(1);
}

/** The usual languages first, so that a card stays where it is when its language is saved. */
export function inUsualOrder(codes: readonly string[]): string[] {
  const usual: readonly string[] = PROMPT_LANGUAGES;
  const place = (code: string) => (usual.includes(code) ? usual.indexOf(code) : usual.length);
  return [...codes].sort((a, b) => place(a) - place(b) || a.localeCompare(b));
}

import { createHash } from 'node:crypto';
import type { Context } from 'koa';
import { REALM } from '../identity.config';
import { chooseLanguage, loginTexts, type LoginTexts } from './login-texts';

/** What the answer needs beside its body. */
export interface Page {
  readonly html: string;
  readonly contentSecurityPolicy: string;
}

export interface LoginPageOptions {
  readonly language: 'pl' | 'en';
  readonly uid: string;
  readonly platformName: string;
  readonly domain: string;
  readonly consoleUrl: string;
  readonly login: string;
  readonly problem: 'wrong' | 'locked' | null;
  /** Where the form may end up: our own origin and the console's. */
  readonly origins: readonly string[];
}

/** The sign-in form. Works without scripts, from the keyboard and read aloud; follows the system's light or dark colours. */
export function loginPage(options: LoginPageOptions): Page {
  const t = loginTexts[options.language];
  const problem = options.problem
    ? `<p class="problem" role="alert" id="problem">${escape(t[options.problem])}</p>`
    : '';
  const described = options.problem ? ' aria-describedby="problem" aria-invalid="true"' : '';
  const body = `
    <form method="post" action="/realms/${REALM}/login/${encodeURIComponent(options.uid)}?lang=${options.language}">
      <h1>${escape(t.heading)}</h1>
      <p class="name">${escape(options.platformName)}</p>
      ${problem}
      <label for="username">${escape(t.login)}</label>
      <input id="username" name="username" type="text" value="${escape(options.login)}" autocomplete="username" autocapitalize="none"
        spellcheck="false" required maxlength="254" placeholder="${escape(t.example)}@${escape(options.domain)}"${described}${options.login ? '' : ' autofocus'}>
      <label for="password">${escape(t.password)}</label>
      <input id="password" name="password" type="password" autocomplete="current-password" required maxlength="128"${described}${options.login ? ' autofocus' : ''}>
      <button type="submit">${escape(t.submit)}</button>
      <p class="links"><a href="${escape(options.consoleUrl)}/reset">${escape(t.forgotten)}</a>${otherLanguage(options, t)}</p>
    </form>`;
  return page({
    language: options.language,
    title: `${t.heading} – ${options.platformName}`,
    body,
    origins: options.origins,
  });
}

const otherLanguage = ({ uid, language }: LoginPageOptions, t: LoginTexts): string => {
  const other = language === 'pl' ? 'en' : 'pl';
  return `<a href="/realms/${REALM}/login/${encodeURIComponent(uid)}?lang=${other}" lang="${other}" hreflang="${other}">${escape(t.other)}</a>`;
};

/** A sign-in that cannot go on (its page was open too long, a stale link): says so and leads back to the console. */
export function problemPage(ctx: Context, { code, consoleUrl }: { code: string; consoleUrl: string }): string {
  const language = chooseLanguage(undefined, ctx.get('accept-language'));
  const built = expiredPage(language, consoleUrl, code);
  ctx.set('content-security-policy', built.contentSecurityPolicy);
  return built.html;
}

export function expiredPage(language: 'pl' | 'en', consoleUrl: string, code: string): Page {
  const t = loginTexts[language];
  const body = `<main><h1>${escape(t.failedHeading)}</h1><p>${escape(t.failed)}</p>
    <p><a class="button" href="${escape(consoleUrl)}/">${escape(t.again)}</a></p><p class="code">${escape(code)}</p></main>`;
  return page({ language, title: t.failedHeading, body, origins: [] });
}

const SUBMIT = 'document.forms[0].submit()';

/** Signing out needs a POST; the page sends it at once, by script or by the person's click. */
export function logoutPage(ctx: Context, form: string, origins: readonly string[]): string {
  const language = chooseLanguage(undefined, ctx.get('accept-language'));
  const t = loginTexts[language];
  const confirmed = form.replace(
    '</form>',
    `<input type="hidden" name="logout" value="yes"><button type="submit">${escape(t.signOut)}</button></form>`,
  );
  const body = `<main><h1>${escape(t.signingOut)}</h1>${confirmed}</main><script>${SUBMIT}</script>`;
  const built = page({ language, title: t.signingOut, body, origins });
  ctx.set('content-security-policy', built.contentSecurityPolicy);
  return built.html;
}

const hash = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

interface PageParts {
  readonly language: 'pl' | 'en';
  readonly title: string;
  readonly body: string;
  readonly origins: readonly string[];
}

function page({ language, title, body, origins }: PageParts): Page {
  const html = `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><meta name="robots" content="noindex"><title>${escape(title)}</title><style>${STYLE}</style></head><body>${body}</body></html>`;
  // Chromium applies form-action to the redirects after the form too, which end at the console.
  const policy = `default-src 'none'; style-src ${hash(STYLE)}; script-src ${hash(SUBMIT)}; form-action 'self' ${origins.join(' ')}; frame-ancestors 'self'; base-uri 'none'`;
  return { html, contentSecurityPolicy: policy };
}

export const escape = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

const STYLE = `
:root{color-scheme:light dark;--primary:#00696f;--on-primary:#fff;--surface:#f5f6f6;--card:#fff;--text:#191c1c;--soft:#4a5152;--line:#6f797a;--error:#ba1a1a}
@media (prefers-color-scheme:dark){:root{--primary:#4cd9e2;--on-primary:#00373a;--surface:#111414;--card:#1d2020;--text:#e1e3e3;--soft:#bec8c9;--line:#899393;--error:#ffb4ab}}
*{box-sizing:border-box}
body{margin:0;min-height:100vh;display:grid;place-items:center;padding:1rem;background:var(--surface);color:var(--text);font:400 1rem/1.5 Inter,system-ui,sans-serif}
form,main{width:100%;max-width:24rem;padding:2rem;border-radius:1rem;background:var(--card);box-shadow:0 1px 3px #0003}
h1{margin:0;font-size:1.5rem;line-height:1.3;font-weight:600}
.name{margin:0 0 1.5rem;color:var(--soft)}
label{display:block;margin:1rem 0 .25rem;font-weight:500}
input:not([type=hidden]){width:100%;padding:.75rem;border:1px solid var(--line);border-radius:.5rem;background:transparent;color:inherit;font:inherit}
input:focus-visible,a:focus-visible,button:focus-visible{outline:3px solid var(--primary);outline-offset:2px}
input[aria-invalid]{border-color:var(--error)}
button,.button{display:inline-block;width:100%;margin-top:1.5rem;padding:.75rem 1rem;border:0;border-radius:1.5rem;background:var(--primary);color:var(--on-primary);font:inherit;font-weight:600;text-align:center;text-decoration:none;cursor:pointer}
.links{display:flex;flex-wrap:wrap;justify-content:space-between;gap:.5rem 1rem;margin:1.5rem 0 0}
a{color:var(--primary)}
.problem{margin:0;padding:.75rem;border-left:4px solid var(--error);color:var(--error)}
.code{color:var(--soft);font-size:.875rem}
`;

import { Liquid, type Template } from 'liquidjs';
import { FORBIDDEN_SCHEMES, type ExternalUrlRules } from '#contracts';
import { accepted, refused, type Outcome } from '../../../../kernel/outcome';

/** Variables that an address may carry; a value that is not there is empty. */
export const URL_VARIABLES = [
  'contact.id',
  'contact.firstName',
  'contact.lastName',
  'contact.company',
  'contact.phone',
  'contact.email',
  'call.id',
  'call.number',
  'call.ownNumber',
  'call.direction',
  'call.queue',
  'call.note',
  'agent.id',
  'agent.name',
  'agent.extension',
  'classifier.id',
  'classifier.name',
] as const;
export type UrlVariable = (typeof URL_VARIABLES)[number];
export type UrlVariables = Readonly<Partial<Record<UrlVariable, string | null>>>;

/**
 * - `template-invalid`: no Liquid · `variable-unknown`: see `URL_VARIABLES` · `url-malformed`: no absolute address
 * - `url-not-allowed`: its scheme or host is not among those that an administrator named
 */
export type UrlRefusal =
  | { readonly code: 'template-invalid' | 'url-malformed' | 'url-not-allowed' }
  | { readonly code: 'variable-unknown'; readonly variables: readonly string[] };

const asText = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';

const engine = new Liquid({
  strictFilters: true,
  ownPropertyOnly: true,
  parseLimit: 4_000,
  renderLimit: 500,
  memoryLimit: 100_000,
  // A value can never leave its place in the address: no new parameter, path or host comes of it.
  outputEscape: (value: unknown) => encodeURIComponent(asText(value)),
});
const TAGS = new Set(['if', 'unless', 'case', 'comment']);
for (const tag of Object.keys(engine.tags)) if (!TAGS.has(tag)) delete engine.tags[tag];
/** `raw` would let a value out of its place. */
engine.registerFilter('raw', (value: unknown) => value);

/** Whether the template may be saved: it can be read, knows its variables, and leads where one may go. */
export function checkUrlTemplate(template: string, rules: ExternalUrlRules): Outcome<void, UrlRefusal> {
  const parsed = parse(template);
  if (!parsed.ok) return parsed;
  const known = new Set<string>(URL_VARIABLES);
  const unknown = engine.globalFullVariablesSync(parsed.value).filter((name) => !known.has(name));
  if (unknown.length > 0) return refused({ code: 'variable-unknown', variables: unknown });
  const sample = Object.fromEntries(URL_VARIABLES.map((name) => [name, 'x']));
  const rendered = renderUrl(template, sample, rules);
  return rendered.ok ? accepted(undefined) : rendered;
}

/** The address with its values, checked once more as a whole. */
export function renderUrl(
  template: string,
  variables: UrlVariables,
  rules: ExternalUrlRules,
): Outcome<string, UrlRefusal> {
  const parsed = parse(template);
  if (!parsed.ok) return parsed;
  try {
    const url = String(engine.renderSync(parsed.value, scopeOf(variables))).trim();
    return isAllowed(url, rules);
  } catch {
    return refused({ code: 'template-invalid' });
  }
}

function isAllowed(text: string, rules: ExternalUrlRules): Outcome<string, UrlRefusal> {
  if (!URL.canParse(text)) return refused({ code: 'url-malformed' });
  const url = new URL(text);
  const scheme = url.protocol.slice(0, -1);
  const forbidden = (FORBIDDEN_SCHEMES as readonly string[]).includes(scheme);
  const named = rules.schemes.includes(scheme) && rules.hosts.some((host) => matches(url, host));
  if (forbidden || !named || url.username !== '' || url.password !== '') return refused({ code: 'url-not-allowed' });
  return accepted(url.href);
}

/** `crm.firma.pl` on its default port, `crm.firma.pl:8443`, `*.firma.pl` for everything below it. */
function matches(url: URL, host: string): boolean {
  if (host.startsWith('*.')) return url.host.endsWith(host.slice(1)) && url.host.length > host.length - 1;
  return url.host === host;
}

function parse(template: string): Outcome<Template[], UrlRefusal> {
  try {
    return accepted(engine.parse(template));
  } catch {
    return refused({ code: 'template-invalid' });
  }
}

function scopeOf(variables: UrlVariables): object {
  const scope: Record<string, Record<string, string>> = {};
  for (const [name, value] of Object.entries(variables)) {
    const [area = '', key = ''] = name.split('.');
    scope[area] = { ...scope[area], [key]: value ?? '' };
  }
  return scope;
}

import { Liquid, type Template } from 'liquidjs';
import { accepted, refused, type Outcome } from '../../../../kernel/outcome';

/** Variables that any text may speak; a flow's own begin with `flow.`. */
export const SPEECH_VARIABLES = [
  'call.number',
  'call.ownNumber',
  'queue.name',
  'queue.position',
  'queue.waitMinutes',
  'contact.firstName',
  'contact.lastName',
  'contact.company',
] as const;

export interface Fragment {
  readonly text: string;
  /** Filled in from the record; the rest is the same for everybody. */
  readonly variable: boolean;
}

export type TemplateRefusal =
  | { readonly code: 'template-invalid'; readonly detail: string }
  | { readonly code: 'variable-unknown'; readonly variables: readonly string[] };

/** What a text speaks; refused when it is no template or names a variable that nobody fills in. */
export function checkTemplate(template: string, known: readonly string[] = []): Outcome<string[], TemplateRefusal> {
  const parsed = parse(template);
  if (!parsed.ok) return parsed;
  const variables = engine.globalFullVariablesSync(parsed.value).sort();
  const allowed = new Set<string>([...SPEECH_VARIABLES, ...known]);
  const unknown = variables.filter((name) => !allowed.has(name) && !/^flow\.[A-Za-z]\w*$/.test(name));
  return unknown.length > 0 ? refused({ code: 'variable-unknown', variables: unknown }) : accepted(variables);
}

/** Whether the template speaks something of the call or the record, so that it has to be generated live. */
export function isDynamic(template: string): boolean {
  return /\{\{|\{%/.test(template);
}

/** The text with the variables filled in, cut where fixed and variable meet. A variable that is not there is silence. */
export function fragmentsOf(
  template: string,
  variables: Readonly<Record<string, string>>,
): Outcome<Fragment[], TemplateRefusal> {
  const parsed = parse(withoutMarks(template));
  if (!parsed.ok) return parsed;
  try {
    return accepted(cut(String(engine.renderSync(parsed.value, scopeOf(variables)))));
  } catch (error) {
    return refused({ code: 'template-invalid', detail: lineOf(error) });
  }
}

/** Marks around what a variable has brought; they are taken out of every text that comes in. */
const OPEN = '\u0001';
const CLOSE = '\u0002';
// eslint-disable-next-line no-control-regex -- the marks are control characters so that no text contains them
const withoutMarks = (text: string): string => text.replaceAll(/[\u0000-\u0008]/g, '');

/** Lists and records are nothing that is said. */
const asText = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';

const engine = new Liquid({
  strictFilters: true,
  strictVariables: false,
  ownPropertyOnly: true,
  parseLimit: 20_000,
  renderLimit: 1_000,
  memoryLimit: 1_000_000,
  outputEscape: (value: unknown) => `${OPEN}${asText(value)}${CLOSE}`,
});
/** A text chooses and says; loops, files and captures have no business in it. */
const TAGS = new Set(['if', 'unless', 'case', 'comment']);
for (const tag of Object.keys(engine.tags)) if (!TAGS.has(tag)) delete engine.tags[tag];
/** `raw` would hide what is variable from the count. */
engine.registerFilter('raw', (value: unknown) => value);
/** Says a number digit by digit. */
engine.registerFilter('digits', (value: unknown) => [...asText(value)].join(' '));

function parse(template: string): Outcome<Template[], TemplateRefusal> {
  try {
    return accepted(engine.parse(template));
  } catch (error) {
    return refused({ code: 'template-invalid', detail: lineOf(error) });
  }
}

const lineOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n')[0]?.slice(0, 200) ?? '';

function scopeOf(variables: Readonly<Record<string, string>>): object {
  const scope: Record<string, Record<string, string>> = {};
  for (const [name, value] of Object.entries(variables)) {
    const [area, key] = name.split('.', 2);
    if (!area || !key) Object.assign(scope, { [name]: withoutMarks(value) });
    else scope[area] = { ...scope[area], [key]: withoutMarks(value) };
  }
  return scope;
}

function cut(rendered: string): Fragment[] {
  const fragments: Fragment[] = [];
  let depth = 0;
  let text = '';
  const flush = (variable: boolean) => {
    const said = text.replaceAll(/\s+/g, ' ').trim();
    if (isSpoken(said)) fragments.push({ text: said, variable });
    text = '';
  };
  for (const character of rendered) {
    if (character === OPEN && (depth += 1) === 1) flush(false);
    else if (character === CLOSE && (depth -= 1) === 0) flush(true);
    else if (character !== OPEN && character !== CLOSE) text += character;
  }
  flush(false);
  return fragments;
}

/** A full stop between two variables is no sound. */
const isSpoken = (text: string): boolean => /[\p{L}\p{N}\p{S}]/u.test(text);

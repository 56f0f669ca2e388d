import { Liquid, type Template } from 'liquidjs';

/** Texts of flows are small and come from administrators; the limits keep a slip from stopping the process. */
const engine = new Liquid({
  strictFilters: true,
  ownPropertyOnly: true,
  parseLimit: 20_000,
  renderLimit: 200,
  memoryLimit: 1_000_000,
});
/** A text chooses and says; loops, files and captures have no business in it. */
const TAGS = new Set(['if', 'unless', 'case', 'comment']);
for (const tag of Object.keys(engine.tags)) if (!TAGS.has(tag)) delete engine.tags[tag];
const parsed = new Map<string, readonly Template[] | null>();
const REMEMBERED = 5_000;

export type Variables = Readonly<Record<string, string>>;

const isPlain = (template: string): boolean => !template.includes('{{') && !template.includes('{%');

function parse(template: string): readonly Template[] | null {
  const known = parsed.get(template);
  if (known !== undefined) return known;
  if (parsed.size >= REMEMBERED) parsed.clear();
  const made = attempt(() => engine.parse(template));
  parsed.set(template, made);
  return made;
}

/** The engine throws at texts that are no templates; here that is an answer. */
function attempt<T>(work: () => T): T | null {
  try {
    return work();
  } catch {
    return null;
  }
}

export const isTemplate = (template: string): boolean => isPlain(template) || parse(template) !== null;

/** The text with its variables put in; an unknown variable is empty, a text that is no template is taken as it stands. */
export function fill(template: string, variables: Variables): string {
  if (isPlain(template)) return template;
  const templates = parse(template);
  if (!templates) return template;
  return attempt(() => String(engine.renderSync([...templates], nested(variables)))) ?? '';
}

/** Names that a template reads, with their dots. */
export function variablesOf(template: string): readonly string[] {
  if (isPlain(template)) return [];
  const templates = parse(template);
  if (!templates) return [];
  return attempt(() => engine.globalFullVariablesSync([...templates]).map(String)) ?? [];
}

/** `contact.firstName` becomes `{ contact: { firstName } }`, as templates read it. */
export function nested(variables: Variables): Record<string, unknown> {
  const scope: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(variables)) {
    const [group, field] = name.split('.', 2) as [string, string | undefined];
    if (field === undefined) scope[group] ??= value;
    else scope[group] = { ...(typeof scope[group] === 'object' ? scope[group] : {}), [field]: value };
  }
  return scope;
}

type Step = string | number;

/** `customer.orders[0].state` and `$.customer…`, names with other characters as `["e-mail"]`; null when it is no path. */
export function parsePath(path: string): readonly Step[] | null {
  let rest = path.trim().replace(/^\$\.?/, '');
  const steps: Step[] = [];
  while (rest !== '') {
    const found = /^(?:\.?([A-Za-z_][A-Za-z0-9_-]*)|\[(\d{1,6})\]|\["([^"\]]{1,100})"\])/.exec(rest);
    if (!found) return null;
    steps.push(found[1] ?? found[3] ?? Number(found[2]));
    rest = rest.slice(found[0].length);
  }
  return steps;
}

/** What lies at `path`, as text: numbers and yes/no as written, objects and lists as JSON, nothing as empty. */
export function readPath(body: unknown, path: string): string {
  let current: unknown = body;
  for (const step of parsePath(path) ?? []) {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, step)) return '';
    current = (current as Record<Step, unknown>)[step];
  }
  if (current === null || current === undefined) return '';
  return typeof current === 'string' ? current : JSON.stringify(current);
}

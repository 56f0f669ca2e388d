import type { Page } from '#contracts';

type Get = (path: string) => Promise<{ status: number; body: unknown }>;

/** Reads a list to its end, page by page; `between` may change things after each page. */
export async function walkPages<Item>(get: Get, path: string, between?: () => Promise<unknown>): Promise<Item[]> {
  const items: Item[] = [];
  for (let after: string | null = ''; after !== null;) {
    const { status, body } = await get(after ? `${path}&after=${encodeURIComponent(after)}` : path);
    if (status !== 200) throw new Error(`${path}: ${status} ${JSON.stringify(body)}`);
    const page = body as Page<Item>;
    items.push(...page.items);
    after = page.next;
    await between?.();
  }
  return items;
}

/** A refusal as a line for tables of tests: `400 validation-failed name required, phones.0 minLength`. */
export function problemLine({ status, body }: { status: number; body: unknown }): string {
  const { code, errors } = body as { code?: string; errors?: { field: string; rule: string }[] };
  const fields = (errors ?? []).map(({ field, rule }) => ` ${field} ${rule}`);
  return [status, code].filter(Boolean).join(' ') + fields.join(',');
}

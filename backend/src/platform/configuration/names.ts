const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const IDS = new RegExp(ID.source.slice(1, -1), 'g');

/** Ids in settings are told by the names of what they mean, and read from them. */
export class Names {
  private readonly byId: Map<string, string>;
  private readonly byName: Map<string, string>;

  constructor(named: readonly (readonly [id: string, name: string])[]) {
    this.byId = new Map(named);
    this.byName = new Map(named.map(([id, name]) => [`@${name}`, id]));
  }

  add(id: string, name: string): void {
    this.byId.set(id, name);
    this.byName.set(`@${name}`, id);
  }

  told(settings: unknown): unknown {
    return withTexts(settings, (text) => (ID.test(text) && this.byId.has(text) ? `@${this.byId.get(text)}` : text));
  }

  resolved(settings: unknown): unknown {
    return withTexts(settings, (text) => this.byName.get(text) ?? text);
  }

  /** Ids inside a name: `e-mail 0192…` is that of one campaign. */
  inName(name: string): string {
    return name.replace(IDS, (id) => this.byId.get(id)?.replace(/^[^/]*\//, '') ?? id);
  }

  /** The first name in it that is of nobody. */
  unknown(settings: unknown): string | null {
    let first: string | null = null;
    withTexts(settings, (text) => {
      if (/^@[a-z-]+\/./.test(text) && !this.byName.has(text)) first ??= text;
      return text;
    });
    return first;
  }
}

function withTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((each) => withTexts(each, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, withTexts(each, change)]));
}

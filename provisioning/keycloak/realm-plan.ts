/** The realm as we want it; more than this may be there and stays. */
export interface RealmPlan {
  readonly realm: string;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly roles: readonly { readonly name: string; readonly description: string }[];
  readonly clients: readonly ClientPlan[];
}

export interface ClientPlan extends Readonly<Record<string, unknown>> {
  readonly clientId: string;
  readonly protocolMappers?: readonly MapperPlan[];
  /** Roles of realm-management that the client's service account needs. */
  readonly serviceAccountRoles?: readonly string[];
}

export interface MapperPlan extends Readonly<Record<string, unknown>> {
  readonly name: string;
}

/** Puts values into `${NAME}` of every text of the file. A name without a value is a mistake in the file. */
export function fillIn<T>(file: T, values: Readonly<Record<string, string>>): T {
  const text = JSON.stringify(file).replace(/\$\{([A-Z_]+)\}/g, (_match, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`The realm file wants a value for ${name}`);
    return JSON.stringify(value).slice(1, -1);
  });
  return JSON.parse(text) as T;
}

/** Names of what is wanted and is not so; lists are compared as sets, objects by the keys that are wanted. */
export function differences(
  wanted: Readonly<Record<string, unknown>>,
  actual: Readonly<Record<string, unknown>>,
): string[] {
  return Object.keys(wanted).filter((key) => !matches(wanted[key], actual[key]));
}

function matches(wanted: unknown, actual: unknown): boolean {
  if (Array.isArray(wanted)) {
    return (
      Array.isArray(actual) &&
      wanted.length === actual.length &&
      wanted.every((each) => actual.some((other) => matches(each, other)))
    );
  }
  if (typeof wanted === 'object' && wanted !== null) {
    return typeof actual === 'object' && actual !== null && differences(wanted as never, actual as never).length === 0;
  }
  return wanted === actual;
}

/** `actual` with what is wanted put over it: Keycloak replaces a representation as a whole. */
export function merged(
  wanted: Readonly<Record<string, unknown>>,
  actual: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const result: Record<string, unknown> = { ...actual };
  for (const [key, value] of Object.entries(wanted)) {
    const nested = typeof value === 'object' && value !== null && !Array.isArray(value);
    result[key] = nested ? merged(value as never, (actual[key] ?? {}) as never) : value;
  }
  return result;
}

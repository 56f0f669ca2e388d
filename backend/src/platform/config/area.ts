import { z } from 'zod';

/** One setting: the environment variable it comes from, its zod rule over the variable's text, and what it is for (printed in docs/reference). */
export interface Setting<T> {
  readonly key: string;
  readonly schema: z.ZodType<T, string | undefined>;
  readonly description: string;
  /** Never shown: neither in errors nor in the reference. */
  readonly secret?: boolean;
}

export type Settings = Readonly<Record<string, Setting<unknown>>>;

/** The settings of one part of the house, read together and wrong together. */
export interface ConfigArea<S extends Settings = Settings> {
  readonly name: string;
  readonly settings: S;
}

export type ConfigValues<A extends ConfigArea> = {
  readonly [K in keyof A['settings']]: A['settings'][K] extends Setting<infer T> ? T : never;
};

/** Declares an area; `config(area)` reads it. Declaring registers it for the generated reference. */
export function defineArea<const S extends Settings>(name: string, settings: S): ConfigArea<S> {
  const area: ConfigArea<S> = { name, settings };
  declared.set(name, area);
  return area;
}

const declared = new Map<string, ConfigArea>();

/** Every declared area, by name: what docs/reference/configuration is generated from. */
export function declaredAreas(): readonly ConfigArea[] {
  return [...declared.values()].sort((a, b) => a.name.localeCompare(b.name));
}

/** A setting whose variable is absent or empty takes this default. */
export const text = (fallback?: string) => preset(z.string().min(1, 'must not be empty'), fallback);

export const wholeNumber = (range: { min: number; max: number }, fallback?: number) =>
  preset(
    z
      .string()
      .regex(/^-?\d+$/, 'must be a whole number')
      .transform(Number)
      .pipe(z.number().min(range.min, `must be at least ${range.min}`).max(range.max, `must be at most ${range.max}`)),
    fallback,
  );

export const yesNo = (fallback?: boolean) =>
  preset(
    z
      .enum(['true', 'false', 'yes', 'no', '1', '0'], 'must be true or false')
      .transform((value) => ['true', 'yes', '1'].includes(value)),
    fallback,
  );

export const oneOf = <const T extends readonly [string, ...string[]]>(values: T, fallback?: T[number]) =>
  preset<T[number]>(z.enum(values, `must be one of: ${values.join(', ')}`), fallback);

/** A comma-separated list without repetitions, each member one of `values`. */
export const someOf = <const T extends readonly [string, ...string[]]>(values: T, fallback?: readonly T[number][]) =>
  preset<readonly T[number][]>(
    z
      .string()
      .transform((list) => [
        ...new Set(
          list
            .split(',')
            .map((member) => member.trim())
            .filter(Boolean),
        ),
      ])
      .pipe(z.array(z.enum(values, `each must be one of: ${values.join(', ')}`)).min(1, 'must name at least one')),
    fallback,
  );

export const address = (protocols: readonly string[], fallback?: string) =>
  preset(
    z.string().refine((value) => URL.canParse(value) && protocols.includes(new URL(value).protocol.slice(0, -1)), {
      error: `must be an address that starts with ${protocols.map((protocol) => `${protocol}://`).join(' or ')}`,
    }),
    fallback,
  );

/** Any further rule over a variable's text; an absent variable takes `fallback`, or is refused without one. */
export function preset<T>(schema: z.ZodType<T, string>, fallback?: T): z.ZodType<T, string | undefined> {
  const present = z.string({ error: 'is not set' });
  const given = present.pipe(schema);
  if (fallback === undefined) return given;
  return z.union([z.undefined().transform((): T => fallback), given]);
}

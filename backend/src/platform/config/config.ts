import { areas } from './areas';
import type { ConfigArea, ConfigValues, Settings } from './area';
import { processEnvironment } from './credentials';

type Areas = typeof areas;

/** A wrong or missing variable: each problem names the key and the rule, never a secret's value. */
export class ConfigError extends Error {
  constructor(readonly problems: readonly ConfigProblem[]) {
    super(`Wrong configuration:\n${problems.map((problem) => `  ${problem.key} ${problem.rule}`).join('\n')}`);
    this.name = 'ConfigError';
  }
}

export interface ConfigProblem {
  readonly key: string;
  readonly rule: string;
}

/** The values of an area, by the name of a platform area or by an area that a feature declared; throws ConfigError. */
export function config<N extends keyof Areas>(name: N): ConfigValues<Areas[N]>;
export function config<S extends Settings>(area: ConfigArea<S>): ConfigValues<ConfigArea<S>>;
export function config(area: keyof Areas | ConfigArea): unknown {
  const resolved: ConfigArea = typeof area === 'string' ? areas[area] : area;
  const environment = processEnvironment();
  const raw = Object.values(resolved.settings).map(({ key }) => environment[key]);
  const kept = known.get(resolved);
  if (kept && kept.raw.every((value, index) => value === raw[index])) return kept.values;
  const values = readArea(resolved, environment);
  known.set(resolved, { raw, values });
  return values;
}

/** Checks several areas at once, so that a start with three mistakes names all three. */
export function checkConfig(checked: readonly ConfigArea[], environment = processEnvironment()): void {
  const problems = checked.flatMap((area) => examine(area, environment).problems);
  if (problems.length > 0) throw new ConfigError(problems);
}

/** Reads an area from a given environment; `config` is this over `process.env`, remembered while the variables stay the same. */
export function readArea<S extends Settings>(
  area: ConfigArea<S>,
  environment: NodeJS.ProcessEnv,
): ConfigValues<ConfigArea<S>> {
  const { values, problems } = examine(area, environment);
  if (problems.length > 0) throw new ConfigError(problems);
  return values as ConfigValues<ConfigArea<S>>;
}

const known = new WeakMap<ConfigArea, { raw: (string | undefined)[]; values: unknown }>();

function examine(area: ConfigArea, environment: NodeJS.ProcessEnv) {
  const values: Record<string, unknown> = {};
  const problems: ConfigProblem[] = [];
  for (const [name, setting] of Object.entries(area.settings)) {
    const given = environment[setting.key];
    const result = setting.schema.safeParse(given === '' ? undefined : given);
    if (result.success) values[name] = result.data;
    else problems.push({ key: setting.key, rule: rule(result.error.issues, setting.secret ? undefined : given) });
  }
  return { values: Object.freeze(values), problems };
}

interface Issue {
  readonly code?: string;
  readonly message: string;
  readonly errors?: readonly (readonly Issue[])[];
}

/** A default makes the schema a union "absent or …": its useful message is the last branch's. */
function rule(issues: readonly Issue[], given: string | undefined): string {
  let [issue] = issues;
  while (issue?.code === 'invalid_union' && issue.errors?.length) issue = issue.errors.at(-1)?.[0];
  const said = issue?.message ?? 'is not valid';
  return given === undefined || given === '' ? said : `${said} (it is "${given}")`;
}

import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/**
 * What the service manager hands over as credentials (files named after their variable, in CREDENTIALS_DIRECTORY): secrets
 * reach the process without standing in its environment, which children inherit and support bundles show.
 */
export function readCredentials(directory: string | undefined): Readonly<Record<string, string>> {
  if (!directory || !existsSync(directory)) return {};
  const names = readdirSync(directory).filter((name) => /^[A-Z][A-Z0-9_]*$/.test(name));
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(directory, name), 'utf8').trimEnd()]));
}

/** The environment of this process; what is not set there comes from the credentials, which do not change while it lives. */
export function processEnvironment(): NodeJS.ProcessEnv {
  given ??= readCredentials(process.env['CREDENTIALS_DIRECTORY']);
  return Object.keys(given).length === 0 ? process.env : { ...given, ...process.env };
}

let given: Readonly<Record<string, string>> | undefined;

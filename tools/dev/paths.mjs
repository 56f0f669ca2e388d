import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

export const inRoot = (...parts) => join(ROOT, ...parts);

/** A program that came with `npm ci`. */
export const program = (name) => inRoot('node_modules/.bin', name);

/** The project's own Node (24), whatever Node started the script. */
export const NODE = program('node');

/** The environment of children: our Node and programs first on the PATH, no colours when nobody watches. */
export const childEnvironment = (extra = {}) => ({
  ...process.env,
  PATH: `${inRoot('node_modules/.bin')}:${process.env.PATH}:/usr/sbin:/sbin`,
  NX_DAEMON: 'false',
  NG_CLI_ANALYTICS: 'false',
  ...extra,
});

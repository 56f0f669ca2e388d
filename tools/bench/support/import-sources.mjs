// Pure code from the backend's sources: Node strips the types, we add the ending that its imports leave out.
import { existsSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';

const withEnding = (specifier, parent) => {
  if (!specifier.startsWith('.') || !parent?.endsWith('.ts')) return null;
  const url = new URL(`${specifier}.ts`, parent);
  return existsSync(fileURLToPath(url)) ? url.href : null;
};

/** @returns the exports of all `names` (files without ending) in `folder`, in one object. */
export async function importSources(folder, names) {
  const hooks = registerHooks({
    resolve: (specifier, context, next) => next(withEnding(specifier, context.parentURL) ?? specifier, context),
    load: (url, context, next) =>
      next(url, url.endsWith('.ts') ? { ...context, format: 'module-typescript' } : context),
  });
  try {
    const parts = await Promise.all(names.map((name) => import(new URL(`${name}.ts`, folder).href)));
    return Object.assign({}, ...parts);
  } finally {
    hooks.deregister();
  }
}

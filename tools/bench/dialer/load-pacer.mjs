// The pacer from the backend's sources: Node strips the types, we add the ending that its imports leave out.
import { existsSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';

const FEATURE = new URL('../../../backend/src/features/voice/campaigns/index.ts', import.meta.url);

const withEnding = (specifier, parent) => {
  if (!specifier.startsWith('.') || !parent?.endsWith('.ts')) return null;
  const url = new URL(`${specifier}.ts`, parent);
  return existsSync(fileURLToPath(url)) ? url.href : null;
};

/** @returns the exports of the campaigns feature. */
export async function loadPacer() {
  const hooks = registerHooks({
    resolve: (specifier, context, next) => next(withEnding(specifier, context.parentURL) ?? specifier, context),
    load: (url, context, next) =>
      next(url, url.endsWith('.ts') ? { ...context, format: 'module-typescript' } : context),
  });
  try {
    return await import(FEATURE.href);
  } finally {
    hooks.deregister();
  }
}

// Loads the pacer of the backend from its sources: Node strips the types, we only add the ending that imports leave out.
import { existsSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';

registerHooks({
  resolve(specifier, context, next) {
    if (specifier.startsWith('.') && context.parentURL?.endsWith('.ts')) {
      const url = new URL(`${specifier}.ts`, context.parentURL);
      if (existsSync(fileURLToPath(url))) return next(url.href, context);
    }
    return next(specifier, context);
  },
});

const FOLDER = new URL('../../../backend/src/features/voice/campaigns/domain/pacing/', import.meta.url);
export const load = async (name) => import(new URL(name, FOLDER).href);

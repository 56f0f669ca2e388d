import { importSources } from '../support/import-sources.mjs';

const PACING = new URL('../../../backend/src/features/voice/campaigns/domain/pacing/', import.meta.url);

/** @returns the pure pacer; the feature's own index would bring Nest with it. */
export const loadPacer = () =>
  importSources(PACING, ['decide-pacing', 'observe-pacing', 'pacing-settings', 'pacing-state']);

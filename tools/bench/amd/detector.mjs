import { readFileSync } from 'node:fs';
import { importSources } from '../support/import-sources.mjs';

const DOMAIN = new URL('../../../backend/src/features/voice/amd/domain/', import.meta.url);
export const MODEL = new URL('../data/machine-model.json', DOMAIN);

/** The detector of the backend, and its parts for training. */
export const detector = await importSources(DOMAIN, [
  'machine-detector',
  'describe-greeting',
  'follow-speech',
  'measure-frame',
  'machine-model',
  'reach-verdict',
  'sound',
]);

export const committedModel = () => JSON.parse(readFileSync(MODEL, 'utf8'));

export function* framesOf(samples) {
  const { FRAME_SAMPLES } = detector;
  for (let at = 0; at + FRAME_SAMPLES <= samples.length; at += FRAME_SAMPLES)
    yield samples.subarray(at, at + FRAME_SAMPLES);
}

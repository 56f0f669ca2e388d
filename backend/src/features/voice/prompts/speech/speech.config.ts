import { z } from 'zod';
import { defineArea, preset, text, wholeNumber } from '../../../../platform/config';

/** Text to speech and what it may keep. */
export const speechArea = defineArea('speech', {
  espeak: {
    key: 'CENTRALA_ESPEAK',
    schema: text('espeak-ng'),
    description: 'Program of the embedded speech engine (Debian package espeak-ng).',
  },
  piper: {
    key: 'CENTRALA_PIPER',
    schema: text('piper'),
    description: 'Program of the neural speech engine Piper; used when CENTRALA_PIPER_MODELS names a voice.',
  },
  piperModels: {
    key: 'CENTRALA_PIPER_MODELS',
    schema: preset<readonly string[]>(
      z.string().transform((list) =>
        list
          .split(',')
          .map((path) => path.trim())
          .filter(Boolean),
      ),
      [],
    ),
    description: 'Piper voices: paths of .onnx files, separated by commas, each with its .onnx.json beside it.',
  },
  timeoutMs: {
    key: 'CENTRALA_SPEECH_TIMEOUT_MS',
    schema: wholeNumber({ min: 500, max: 120_000 }, 10_000),
    description: 'How long the speech engine may take for one fragment.',
  },
  processes: {
    key: 'CENTRALA_SPEECH_PROCESSES',
    schema: wholeNumber({ min: 1, max: 64 }, 4),
    description: 'How many fragments are turned into speech at once; further ones wait.',
  },
  cacheBytes: {
    key: 'CENTRALA_SPEECH_CACHE_BYTES',
    schema: wholeNumber({ min: 1_000_000, max: 100_000_000_000 }, 500_000_000),
    description: 'Disk space for speech that can be generated anew; what was used longest ago goes first.',
  },
});

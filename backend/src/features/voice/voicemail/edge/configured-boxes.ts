import { saveVoicemailBoxSchema } from '#contracts';
import { configured } from '../../../../platform/configuration';
import { BoxStore } from '../data/box.store';
import { VoicemailBoxes } from '../use-cases/voicemail-boxes';
import { voicemailProblem } from './voicemail-problem';

/** Voicemail boxes in the text of the configuration; their messages are data. */
export const configuredBoxes = configured(
  { kind: 'voicemail-boxes', schema: saveVoicemailBoxSchema, needs: [BoxStore, VoicemailBoxes] },
  (store, settings) => ({ page: (asked) => store.page(null, asked), settings, problem: voicemailProblem }),
);

import type { PromptUse } from '#contracts';
import { ProblemException } from '../../../../platform/http';
import type { PlaylistRefusal } from '../use-cases/playlists';
import type { VariantRefusal } from '../use-cases/prompt-variants';

type Refusal = VariantRefusal | PlaylistRefusal;

/** Every refusal of prompts, playlists and speech, as people read it. */
export function settingsProblem(refusal: Refusal): ProblemException {
  switch (refusal.code) {
    case 'prompt-not-found':
    case 'playlist-not-found':
    case 'variant-not-found':
      return new ProblemException(404, refusal.code);
    case 'prompt-name-taken':
    case 'playlist-name-taken':
      return new ProblemException(409, refusal.code, {
        fields: [{ field: 'name', rule: 'unique', message: 'Another one has this name' }],
      });
    case 'changed-meanwhile':
      return new ProblemException(409, refusal.code);
    case 'prompt-in-use':
    case 'playlist-in-use':
      return inUse(refusal.code, refusal.uses);
    case 'playlist-prompt-unplayable':
      return new ProblemException(422, refusal.code, {
        fields: [{ field: 'promptIds', rule: 'playable', message: 'Each prompt must have a sound' }],
      });
    default:
      return speechProblem(refusal);
  }
}

type SpeechRefusal = Exclude<
  Refusal,
  {
    code:
      | 'prompt-not-found'
      | 'playlist-not-found'
      | 'variant-not-found'
      | 'prompt-name-taken'
      | 'playlist-name-taken'
      | 'changed-meanwhile'
      | 'prompt-in-use'
      | 'playlist-in-use'
      | 'playlist-prompt-unplayable';
  }
>;

function speechProblem(refusal: SpeechRefusal): ProblemException {
  switch (refusal.code) {
    case 'template-invalid':
      return new ProblemException(422, refusal.code, {
        fields: [{ field: 'template', rule: 'liquid', message: refusal.detail }],
        params: { detail: refusal.detail },
      });
    case 'variable-unknown':
      return new ProblemException(422, refusal.code, {
        fields: [{ field: 'template', rule: 'knownVariables', message: `Unknown: ${refusal.variables.join(', ')}` }],
        params: { variables: refusal.variables.join(', ') },
      });
    case 'voice-unknown':
      return new ProblemException(422, refusal.code, {
        fields: [{ field: 'voice', rule: 'known', message: `No voice for ${refusal.detail}` }],
      });
    case 'speech-unavailable':
      return new ProblemException(503, refusal.code, { detail: refusal.detail, params: { detail: refusal.detail } });
    case 'feature-not-in-order':
      return new ProblemException(403, refusal.code, { params: { feature: 'text-to-speech' } });
    case 'limit-reached':
      return new ProblemException(403, refusal.code, { params: { meterId: refusal.meterId, limit: refusal.limit } });
    default:
      return uploadProblem(refusal);
  }
}

type UploadRefusal = Exclude<
  SpeechRefusal,
  {
    code:
      | 'template-invalid'
      | 'variable-unknown'
      | 'voice-unknown'
      | 'speech-unavailable'
      | 'feature-not-in-order'
      | 'limit-reached';
  }
>;

function uploadProblem(refusal: UploadRefusal): ProblemException {
  switch (refusal.code) {
    case 'file-type-not-allowed':
      return new ProblemException(415, refusal.code, { params: { found: refusal.found ?? '' } });
    case 'file-too-large':
      return new ProblemException(413, refusal.code, { params: { limit: refusal.limit } });
    case 'storage-full':
      return new ProblemException(507, refusal.code, { params: { used: refusal.used, quota: refusal.quota } });
    case 'sound-too-long':
      return new ProblemException(422, refusal.code, { params: { seconds: refusal.limit / 1000 } });
    case 'sound-unreadable':
    case 'sound-too-short':
    case 'sound-silent':
      return new ProblemException(422, refusal.code);
  }
}

/** The message names who uses it; a caller that reads no text finds kinds and ids in `fields`. */
function inUse(code: string, uses: readonly PromptUse[]): ProblemException {
  return new ProblemException(409, code, {
    params: { uses: uses.map(({ name }) => name).join(', ') },
    fields: uses.map(({ kind, id, name }) => ({ field: `${kind}.${id}`, rule: 'uses', message: name })),
  });
}

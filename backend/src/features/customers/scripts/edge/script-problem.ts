import { ProblemException } from '../../../../platform/http';
import type { PictureRefusal } from '../use-cases/script-pictures';
import type { ScriptRunRefusal } from '../use-cases/script-runs';
import type { ScriptRefusal } from '../use-cases/scripts';

/** What a refusal of the settings looks like over HTTP. */
export function scriptProblem(refusal: ScriptRefusal): ProblemException {
  const { code } = refusal;
  switch (refusal.code) {
    case 'script-not-found':
    case 'script-version-not-found':
      return new ProblemException(404, code);
    case 'script-name-taken':
      return new ProblemException(409, code, {
        fields: [{ field: 'name', rule: 'unique', message: 'Another script has this name' }],
      });
    case 'script-place-unknown':
      return new ProblemException(422, code, {
        fields: [{ field: 'queueIds', rule: 'exists', message: 'No such queue or campaign in view' }],
      });
    case 'script-place-taken':
      return new ProblemException(409, code, {
        fields: [{ field: 'queueIds', rule: 'unique', message: 'Another script is shown in one of them' }],
      });
    case 'changed-meanwhile':
    case 'script-has-results':
      return new ProblemException(409, code);
    case 'script-in-use':
      return new ProblemException(409, code, { params: { by: refusal.by.join(', ') } });
    case 'script-not-valid':
      return new ProblemException(422, code, { params: { errors: refusal.findings.length } });
  }
}

export function runProblem(refusal: ScriptRunRefusal): ProblemException {
  const { code } = refusal;
  switch (refusal.code) {
    case 'call-not-found':
    case 'script-not-found':
    case 'script-run-not-found':
      return new ProblemException(404, code);
    case 'changed-meanwhile':
    case 'script-run-finished':
      return new ProblemException(409, code);
    case 'script-step-not-reached':
      return new ProblemException(422, code);
    case 'script-outcome-missing':
    case 'script-outcome-unknown':
      return new ProblemException(422, code, {
        fields: [{ field: 'outcomeId', rule: 'exists', message: 'Choose how the conversation ended' }],
      });
    case 'script-answer-not-valid':
      return new ProblemException(422, code, { fields: refusal.fields });
  }
}

export function pictureProblem(refusal: PictureRefusal): ProblemException {
  const { code } = refusal;
  switch (refusal.code) {
    case 'script-not-found':
      return new ProblemException(404, code);
    case 'file-type-not-allowed':
      return new ProblemException(415, code, { params: { found: refusal.found ?? '' } });
    case 'file-too-large':
      return new ProblemException(413, code, { params: { limit: refusal.limit } });
    case 'storage-full':
      return new ProblemException(507, code, { params: { used: refusal.used, quota: refusal.quota } });
  }
}

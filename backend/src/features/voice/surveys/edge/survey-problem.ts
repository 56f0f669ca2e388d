import { ProblemException } from '../../../../platform/http';
import type { SurveyRefusal } from '../use-cases/surveys';

/** What a refusal looks like over HTTP. */
export function surveyProblem(refusal: SurveyRefusal): ProblemException {
  switch (refusal.code) {
    case 'survey-not-found':
      return new ProblemException(404, refusal.code);
    case 'survey-name-taken':
      return new ProblemException(409, refusal.code, {
        fields: [{ field: 'name', rule: 'unique', message: 'Another survey has this name' }],
      });
    case 'changed-meanwhile':
      return new ProblemException(409, refusal.code);
    case 'queue-unknown':
      return new ProblemException(422, refusal.code, {
        fields: [{ field: 'rules', rule: 'exists', message: 'No such queue' }],
      });
    case 'queue-has-survey':
      return new ProblemException(409, refusal.code, {
        fields: [{ field: 'rules', rule: 'unique', message: 'Another survey is asked in this queue' }],
      });
    case 'survey-in-use':
      return new ProblemException(409, refusal.code, { params: { by: refusal.by.join(', ') } });
    case 'survey-not-valid':
      return new ProblemException(422, refusal.code, { params: { errors: refusal.findings.length } });
  }
}

import { ProblemException } from '../../../../platform/http';
import type { EvaluationRefusal } from '../use-cases/evaluations';
import type { SamplingRefusal } from '../use-cases/sampling';
import type { ScorecardRefusal } from '../use-cases/scorecards';

const nameTaken = (code: string): ProblemException =>
  new ProblemException(409, code, {
    fields: [{ field: 'name', rule: 'unique', message: 'Another one has this name' }],
  });

/** What a refusal looks like over HTTP. */
export function scorecardProblem(refusal: ScorecardRefusal): ProblemException {
  const { code } = refusal;
  switch (refusal.code) {
    case 'scorecard-not-found':
    case 'scorecard-version-not-found':
      return new ProblemException(404, code);
    case 'scorecard-name-taken':
      return nameTaken(code);
    case 'changed-meanwhile':
    case 'scorecard-in-use':
      return new ProblemException(409, code);
    case 'scorecard-not-valid':
      return new ProblemException(422, code, { params: { errors: refusal.findings.length } });
  }
}

export function evaluationProblem(refusal: EvaluationRefusal): ProblemException {
  const { code } = refusal;
  switch (refusal.code) {
    case 'evaluation-not-found':
    case 'conversation-not-found':
    case 'scorecard-not-found':
      return new ProblemException(404, code);
    case 'evaluation-not-yours':
      return new ProblemException(403, code);
    case 'evaluation-finished':
    case 'evaluation-replied':
    case 'appeal-not-open':
      return new ProblemException(409, code);
    case 'scores-not-valid':
      return new ProblemException(422, code, { fields: refusal.fields });
  }
}

export function samplingProblem({ code }: SamplingRefusal): ProblemException {
  switch (code) {
    case 'sampling-rule-not-found':
    case 'scorecard-not-found':
      return new ProblemException(404, code);
    case 'sampling-rule-name-taken':
      return nameTaken(code);
    case 'changed-meanwhile':
      return new ProblemException(409, code);
  }
}

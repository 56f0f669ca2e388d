import { ProblemException } from '../../../../platform/http';
import type { FlowRefusal } from '../use-cases/flow-refusals';

/** What a refusal looks like over HTTP. */
export function flowProblem(refusal: FlowRefusal): ProblemException {
  switch (refusal.code) {
    case 'flow-not-found':
    case 'version-not-found':
    case 'test-case-not-found':
      return new ProblemException(404, refusal.code);
    case 'flow-name-taken':
      return new ProblemException(409, refusal.code, {
        fields: [{ field: 'name', rule: 'unique', message: 'Another flow has this name' }],
      });
    case 'group-unknown':
      return new ProblemException(422, refusal.code, {
        fields: [{ field: 'groupIds', rule: 'exists', message: 'No such group, or none that you supervise' }],
      });
    case 'changed-meanwhile':
    case 'too-many-test-cases':
      return new ProblemException(409, refusal.code);
    case 'flow-in-use':
      return new ProblemException(409, refusal.code, { params: { by: refusal.by.join(', ') } });
    case 'flow-not-valid': {
      const errors = refusal.findings.filter(({ severity }) => severity === 'error');
      return new ProblemException(422, refusal.code, { params: { errors: errors.length } });
    }
    case 'flow-tests-failed':
      return new ProblemException(422, refusal.code, { params: { failed: refusal.report.failed } });
  }
}

import { ProblemException } from '../../../../platform/http';
import type { ImportRefusal } from '../use-cases/contact-imports';

export function importProblem(refusal: ImportRefusal): ProblemException {
  switch (refusal.code) {
    case 'import-not-found':
    case 'campaign-not-found':
      return new ProblemException(404, refusal.code);
    case 'import-not-possible':
      return new ProblemException(409, refusal.code);
    case 'file-type-not-allowed':
      return new ProblemException(415, refusal.code);
    case 'mapping-not-valid':
      return new ProblemException(400, 'validation-failed', {
        fields: refusal.problems.map((rule) => ({ field: 'mapping', rule, message: 'The mapping cannot be used' })),
      });
    case 'table-empty':
    case 'table-not-readable':
    case 'table-too-wide':
      return new ProblemException(400, refusal.code);
    case 'file-too-large':
      return new ProblemException(413, refusal.code);
    case 'storage-full':
      return new ProblemException(507, refusal.code);
  }
}

import { ProblemException } from '../../../../platform/http';
import type { BreakRefusal } from '../use-cases/break-room';
import type { BreakSettingRefusal } from '../use-cases/break-settings';

/** Refusals of breaks and their settings as HTTP answers. */
export function breakProblem({ code }: BreakRefusal | BreakSettingRefusal): ProblemException {
  switch (code) {
    case 'break-not-found':
    case 'break-kind-not-found':
    case 'break-limit-not-found':
      return new ProblemException(404, code);
    case 'break-already-asked':
    case 'changed-meanwhile':
      return new ProblemException(409, code);
    case 'break-kind-name-taken':
      return new ProblemException(409, code, {
        fields: [{ field: 'name', rule: 'unique', message: 'Another kind of break has this name' }],
      });
    case 'group-not-found':
      return new ProblemException(400, 'validation-failed', {
        fields: [{ field: 'groupId', rule: 'exists', message: 'No such group' }],
      });
  }
}

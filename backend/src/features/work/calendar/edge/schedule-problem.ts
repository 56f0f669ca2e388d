import { ProblemException } from '../../../../platform/http';
import type { ScheduleRefusal } from '../use-cases/schedules';

/** Refusals of schedules as HTTP answers. */
export function scheduleProblem({ code }: ScheduleRefusal): ProblemException {
  switch (code) {
    case 'shift-not-found':
    case 'pattern-not-found':
    case 'agent-not-found':
      return new ProblemException(404, code);
    case 'shift-in-use':
    case 'changed-meanwhile':
      return new ProblemException(409, code);
    case 'not-supervised':
      return new ProblemException(403, code);
    case 'name-taken':
      return new ProblemException(409, code, {
        fields: [{ field: 'name', rule: 'unique', message: 'This name is taken' }],
      });
    case 'file-not-readable':
      return new ProblemException(400, 'validation-failed', {
        fields: [{ field: 'csv', rule: code, message: 'Columns login and date are needed' }],
      });
  }
}

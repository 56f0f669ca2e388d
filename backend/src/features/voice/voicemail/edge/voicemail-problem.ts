import { ProblemException } from '../../../../platform/http';
import type { BoxRefusal } from '../use-cases/voicemail-boxes';

/** Refusals of the boxes' settings as HTTP answers. */
export function voicemailProblem({ code }: BoxRefusal): ProblemException {
  switch (code) {
    case 'box-not-found':
      return new ProblemException(404, code);
    case 'box-has-messages':
    case 'box-is-target':
    case 'changed-meanwhile':
      return new ProblemException(409, code);
    case 'box-name-taken':
      return ofField('name', code, 'Another box has this name');
    case 'box-owner-taken':
      return ofField('ownerId', code, 'This person has a box already');
    case 'box-person-unknown':
      return ofField('userIds', 'exists', 'No such person or group');
  }
}

const ofField = (field: string, rule: string, message: string) =>
  new ProblemException(409, rule, { fields: [{ field, rule, message }] });

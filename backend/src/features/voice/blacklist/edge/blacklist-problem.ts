import { ProblemException } from '../../../../platform/http';
import type { EntryRefusal } from '../use-cases/blacklist-entries';

const ofField = (field: string, rule: string, message: string) =>
  new ProblemException(400, 'validation-failed', { fields: [{ field, rule, message }] });

/** Refusals of the blacklist's settings as HTTP answers. */
export function blacklistProblem(refusal: EntryRefusal): ProblemException {
  const { code } = refusal;
  switch (refusal.code) {
    case 'entry-not-found':
      return new ProblemException(404, code);
    case 'entry-known':
    case 'changed-meanwhile':
      return new ProblemException(409, code);
    case 'pattern-not-valid':
      return ofField('value', refusal.rule, 'Not a number, beginning or class of numbers');
    case 'campaign-not-found':
      return ofField('campaignIds', 'exists', 'No such campaign');
    case 'expires-in-past':
      return ofField('expiresAt', code, 'This moment has passed');
  }
}

import { ProblemException } from '../../../../platform/http';
import type { ContactFieldRefusal } from '../use-cases/contact-fields';
import type { ContactRoutingRefusal } from '../use-cases/contact-routing-settings';
import type { ContactRefusal } from '../use-cases/contacts';
import type { MergeRefusal } from '../use-cases/merge-contacts';
import type { RecordRefusal } from '../use-cases/records';

export function contactProblem(refusal: ContactRefusal | ContactRoutingRefusal): ProblemException {
  switch (refusal.code) {
    case 'contact-not-found':
      return new ProblemException(404, refusal.code);
    case 'changed-meanwhile':
      return new ProblemException(409, refusal.code);
    case 'contact-not-valid':
      return new ProblemException(400, 'validation-failed', { fields: refusal.fields });
  }
}

export function fieldProblem({ code }: ContactFieldRefusal): ProblemException {
  switch (code) {
    case 'field-not-found':
      return new ProblemException(404, code);
    case 'field-key-taken':
      return new ProblemException(409, code, {
        fields: [{ field: 'key', rule: 'unique', message: 'Another field has this key' }],
      });
    case 'field-choices-missing':
      return new ProblemException(400, 'validation-failed', {
        fields: [{ field: 'choices', rule: 'required', message: 'A choice needs something to choose from' }],
      });
    case 'field-fixed':
    case 'changed-meanwhile':
      return new ProblemException(409, code);
  }
}

export function mergeProblem({ code }: MergeRefusal): ProblemException {
  switch (code) {
    case 'contact-not-found':
    case 'merge-not-found':
      return new ProblemException(404, code);
    case 'contact-merged-already':
    case 'merge-of-itself':
    case 'merge-undone':
      return new ProblemException(409, code);
  }
}

export function recordProblem({ code }: RecordRefusal): ProblemException {
  const broken = (field: string, rule: string, message: string) =>
    new ProblemException(400, 'validation-failed', { fields: [{ field, rule, message }] });
  switch (code) {
    case 'record-not-found':
    case 'campaign-not-found':
      return new ProblemException(404, code);
    case 'record-key-taken':
      return new ProblemException(409, code, {
        fields: [{ field: 'externalKey', rule: 'unique', message: 'Another record of the campaign has this key' }],
      });
    case 'record-window':
      return broken('notAfter', 'after', 'Ends before it begins');
    case 'record-contact-not-found':
      return broken('contactId', 'exists', 'There is no such contact');
    case 'changed-meanwhile':
      return new ProblemException(409, code);
  }
}

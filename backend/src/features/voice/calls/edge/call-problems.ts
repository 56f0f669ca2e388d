import { ProblemException } from '../../../../platform/http';
import { agentProblem } from '../../../work/agents';
import type { DeskRefusal } from '../use-cases/call-desk';
import type { DialRefusal } from '../use-cases/dial-out';

/** Refusals of calls as HTTP answers. */
export function callProblem(refusal: DeskRefusal | DialRefusal): ProblemException {
  switch (refusal.code) {
    case 'not-your-call':
      return new ProblemException(403, refusal.code);
    case 'call-over':
    case 'action-not-possible':
    case 'classifier-required':
    case 'target-is-yourself':
    case 'extension-missing':
      return new ProblemException(409, refusal.code);
    case 'target-not-found':
    case 'contact-not-found':
    case 'classifier-not-found':
      return new ProblemException(404, refusal.code);
    case 'number-not-valid':
      return new ProblemException(400, 'validation-failed', {
        fields: [{ field: 'number', rule: 'phone-number', message: 'Not a phone number' }],
      });
    case 'recontact-missing':
    case 'recontact-not-asked':
    case 'classifier-not-of-queue':
      return new ProblemException(409, refusal.code);
    case 'recontact-in-past':
      return new ProblemException(400, 'validation-failed', {
        fields: [{ field: 'recontact.at', rule: 'expires-in-past', message: 'This moment has passed' }],
      });
    case 'no-trunk':
      return new ProblemException(409, refusal.code, { params: { because: refusal.because } });
    case 'number-blacklisted': {
      const { entryId, kind, value, reason } = refusal.entry;
      return new ProblemException(409, refusal.code, { params: { entryId, kind, value, reason } });
    }
    case 'agent-offline':
    case 'agent-not-ready':
    case 'agent-engaged':
    case 'agent-busy':
    case 'agent-phone-unregistered':
      return agentProblem(refusal);
  }
}

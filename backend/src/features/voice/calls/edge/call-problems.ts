import { ProblemException } from '../../../../platform/http';
import { agentProblem } from '../../../work/agents';
import type { CallRefusal } from '../domain/call-commands';
import type { DialRefusal } from '../use-cases/dial-out';
import type { TargetRefusal } from '../use-cases/targets';

/** Refusals of calls as HTTP answers. */
export function callProblem(refusal: CallRefusal | TargetRefusal | DialRefusal): ProblemException {
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
      return new ProblemException(404, refusal.code);
    case 'number-not-valid':
      return new ProblemException(400, 'validation-failed', {
        fields: [{ field: 'number', rule: 'phone-number', message: 'Not a phone number' }],
      });
    case 'agent-offline':
    case 'agent-not-ready':
    case 'agent-engaged':
    case 'agent-busy':
    case 'agent-phone-unregistered':
      return agentProblem(refusal);
  }
}

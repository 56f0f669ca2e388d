import type { FieldError } from '#contracts';
import type { Outcome } from '../../../../kernel/outcome';
import { ProblemException } from '../../../../platform/http';
import type { IdentityRefusal } from '../domain/refusals';

const field = (name: string, rule: string, message: string): { fields: FieldError[] } => ({
  fields: [{ field: name, rule, message }],
});

/** The answer to each refusal. */
export function problemOfRefusal(refusal: IdentityRefusal): ProblemException {
  switch (refusal.code) {
    case 'not-found':
      return new ProblemException(404, 'not-found');
    case 'stale-version':
      return new ProblemException(409, 'stale-version');
    case 'login-domain':
      return new ProblemException(
        400,
        'validation-failed',
        field('login', 'login-domain', `The login must end with @${refusal.domain}`),
      );
    case 'login-taken':
      return new ProblemException(409, 'login-taken', field('login', 'taken', 'This login is taken'));
    case 'extension-taken':
      return new ProblemException(409, 'extension-taken', field('extension', 'taken', 'This extension is taken'));
    case 'unknown-reference':
      return new ProblemException(
        400,
        'validation-failed',
        field(refusal.field, 'unknown', 'Names something that does not exist'),
      );
    case 'last-administrator':
      return new ProblemException(409, 'last-administrator');
    case 'name-taken':
      return new ProblemException(409, 'name-taken', field('name', 'taken', 'This name is taken'));
    case 'scope-taken':
      return new ProblemException(409, 'scope-taken', field('scope', 'taken', 'There is a list for this already'));
    case 'range-invalid':
      return new ProblemException(
        400,
        'validation-failed',
        field(`ranges.${refusal.index}`, 'ip-range', 'Not an IP address or network'),
      );
    case 'wrong-state':
      return new ProblemException(409, 'wrong-state', { params: { state: refusal.state } });
    case 'link-invalid':
      return new ProblemException(410, 'link-invalid');
    case 'password-refused':
      return new ProblemException(
        400,
        'validation-failed',
        field('password', refusal.rule, 'The password does not meet the policy'),
      );
  }
}

/** The value, or the problem that the refusal stands for. */
export function valueOf<T>(outcome: Outcome<T, IdentityRefusal>): T {
  if (outcome.ok) return outcome.value;
  throw problemOfRefusal(outcome.refusal);
}

import { ProblemException } from '../../../../platform/http';
import type { RouteRefusal } from '../use-cases/route-settings';
import type { TrunkRefusal } from '../use-cases/trunk-settings';

const ofField = (field: string, rule: string, message: string) =>
  new ProblemException(400, 'validation-failed', { fields: [{ field, rule, message }] });

export function trunkProblem(refusal: TrunkRefusal): ProblemException {
  switch (refusal.code) {
    case 'trunk-not-found':
      return new ProblemException(404, refusal.code);
    case 'trunk-name-taken':
    case 'changed-meanwhile':
    case 'secret-missing':
      return new ProblemException(409, refusal.code);
    case 'trunk-in-use':
      return new ProblemException(409, refusal.code, { params: { routes: refusal.routes } });
    case 'byoc-channels-exceeded': {
      const { paid, wanted } = refusal;
      return new ProblemException(409, refusal.code, { params: { paid, wanted } });
    }
    case 'trunk-name-fixed':
      return ofField('name', 'fixed', 'Calls and events know the trunk by its name');
    case 'account-missing':
      return ofField('username', 'account', 'Registration needs user and password');
  }
}

export function routeProblem({ code }: RouteRefusal): ProblemException {
  switch (code) {
    case 'trunk-route-not-found':
      return new ProblemException(404, code);
    case 'changed-meanwhile':
      return new ProblemException(409, code);
    case 'trunk-unknown':
      return ofField('trunkIds', 'exists', 'No such trunk');
    case 'campaign-not-found':
      return ofField('campaignId', 'exists', 'No such campaign');
  }
}

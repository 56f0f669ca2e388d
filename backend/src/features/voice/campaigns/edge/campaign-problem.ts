import { ProblemException } from '../../../../platform/http';
import { recordProblem } from '../../../customers/records';
import { agentProblem } from '../../../work/agents';
import type { CampaignSettingsRefusal } from '../use-cases/campaign-settings';
import type { VerdictRefusal } from '../use-cases/correct-verdict';
import type { OwnCampaignRefusal } from '../use-cases/own-campaigns';
import type { StrategyRefusal } from '../use-cases/strategies';
import type { TakeContactRefusal } from '../use-cases/take-contact';

const field = (name: string, rule: string, message: string) => ({ fields: [{ field: name, rule, message }] });

export function campaignProblem(refusal: CampaignSettingsRefusal): ProblemException {
  switch (refusal.code) {
    case 'campaign-not-found':
      return new ProblemException(404, refusal.code);
    case 'changed-meanwhile':
    case 'campaign-action-not-possible':
    case 'campaign-has-records':
      return new ProblemException(409, refusal.code);
    case 'campaign-name-taken':
      return new ProblemException(409, refusal.code, field('name', 'unique', 'Another campaign has this name'));
    case 'campaign-member-unknown':
      return new ProblemException(422, refusal.code);
    case 'campaign-kind-fixed':
      return new ProblemException(422, refusal.code, field('kind', refusal.code, 'Only a draft can change so much'));
    case 'consent-purpose-unknown':
      return new ProblemException(
        422,
        refusal.code,
        field('consentPurpose', refusal.code, 'No such purpose is in use'),
      );
    case 'campaign-not-valid':
      return new ProblemException(
        400,
        'validation-failed',
        field(refusal.field, refusal.rule, 'Does not fit the rest'),
      );
    case 'feature-not-ordered':
      return new ProblemException(
        403,
        refusal.code,
        field(refusal.field, refusal.code, `Needs the function ${refusal.feature}`),
      );
  }
}

export function strategyProblem(refusal: StrategyRefusal): ProblemException {
  switch (refusal.code) {
    case 'strategy-not-found':
      return new ProblemException(404, refusal.code);
    case 'strategy-name-taken':
      return new ProblemException(409, refusal.code, field('name', 'unique', 'Another strategy has this name'));
    case 'strategy-in-use':
    case 'changed-meanwhile':
      return new ProblemException(409, refusal.code);
  }
}

export function ownCampaignProblem(refusal: OwnCampaignRefusal): ProblemException {
  switch (refusal.code) {
    case 'campaign-not-found':
      return new ProblemException(404, refusal.code);
    case 'record-not-yours':
    case 'batch-not-finished':
    case 'campaign-other-kind':
      return new ProblemException(409, refusal.code);
    case 'record-held':
      return new ProblemException(409, refusal.code, { params: { hold: refusal.hold } });
    default:
      return agentProblem(refusal);
  }
}

export function takeContactProblem(refusal: TakeContactRefusal): ProblemException {
  switch (refusal.code) {
    case 'contact-not-found':
      return new ProblemException(404, refusal.code);
    case 'campaign-finished':
    case 'contact-in-campaign':
    case 'contact-no-number':
    case 'contact-number-not-valid':
    case 'contact-number-dead':
    case 'contact-blacklisted':
    case 'contact-no-consent':
      return new ProblemException(409, refusal.code);
    case 'limit-reached':
      return new ProblemException(409, refusal.code, { params: { meterId: refusal.meterId } });
    default:
      return recordProblem(refusal);
  }
}

export function verdictProblem(refusal: VerdictRefusal): ProblemException {
  switch (refusal.code) {
    case 'attempt-not-found':
      return new ProblemException(404, refusal.code);
    case 'attempt-not-machine':
      return new ProblemException(409, refusal.code, field('judged', 'machine', 'Nothing took it for a machine'));
    case 'attempt-already-person':
      return new ProblemException(409, refusal.code, field('misjudgedAt', 'once', 'It has been said already'));
  }
}

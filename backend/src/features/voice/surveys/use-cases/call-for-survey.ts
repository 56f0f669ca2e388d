import { Injectable } from '@nestjs/common';
import type { NotLaunchedReason } from '#contracts';
import type { EventMeta } from '../../../../kernel/journal';
import type { Transaction } from '../../../../platform/database';
import { Consents } from '../../../customers/consents';
import { LicensingService } from '../../../house/licensing';
import { SurveyCalls } from '../../calls';
import { Ivr, surveyFlowId } from '../../ivr';
import type { Asked } from '../domain/run-events';
import type { Placed } from '../domain/survey-run';
import { SurveyRuns } from './survey-runs';

/** An opinion on a contract's service: who has objected to it is not called. */
const PURPOSE = 'service';

/** The time has come to call somebody for his opinion. */
@Injectable()
export class CallForSurvey {
  constructor(
    private readonly runs: SurveyRuns,
    private readonly calls: SurveyCalls,
    private readonly ivr: Ivr,
    private readonly consents: Consents,
    private readonly licensing: LicensingService,
  ) {}

  async due(tx: Transaction, id: string, meta: EventMeta): Promise<void> {
    const { phase, asked } = await this.runs.load(tx, id);
    if (phase !== 'scheduled' || !asked) return;
    await this.runs.handle(tx, id, { type: 'Call', placed: await this.place(tx, asked, meta) }, meta);
  }

  private async place(tx: Transaction, asked: Asked, meta: EventMeta): Promise<Placed> {
    const never = (reason: NotLaunchedReason): Placed => ({ ok: false, reason, again: false });
    const { callId: of, number, surveyId, language } = asked;
    const flowId = surveyFlowId(surveyId, language);
    if (number === null) return never('number-withheld');
    if (!(await this.licensing.checkMetered(tx, 'post-call-surveys', 1)).ok) return never('allowance-used-up');
    if (!(await this.ivr.isLive(tx, flowId))) return never('not-published');
    const consent = await this.consents.check(tx, { number, channel: 'automatic-call', purpose: PURPOSE });
    if (!consent.ok) return never('consent-withdrawn');
    const placed = await this.calls.place(tx, { of, flowId, number }, meta);
    if (placed.ok) return { ok: true, surveyCallId: placed.value.callId };
    switch (placed.refusal.code) {
      case 'number-blacklisted':
        return never('number-blacklisted');
      case 'no-trunk':
        return { ok: false, reason: 'no-trunk', again: true };
      default:
        return never('number-not-valid');
    }
  }
}

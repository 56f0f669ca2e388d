import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Transaction } from '../../../../platform/database';
import { LicensingService } from '../../../house/licensing';
import {
  IvrTargets,
  SurveyFlows,
  surveyOfFlow,
  type LiveFlow,
  type SessionDocument,
  type SurveyFlowSource,
} from '../../ivr';
import { SurveyStore } from '../data/survey.store';
import { surveyFlow } from '../domain/survey-flow';

/** Published surveys as the flows that callers go through. */
@Injectable()
export class SurveySource implements SurveyFlowSource, OnModuleInit {
  private readonly flows = new Map<string, SessionDocument>();

  constructor(
    private readonly surveys: SurveyStore,
    private readonly licensing: LicensingService,
    private readonly registry: SurveyFlows,
    private readonly targets: IvrTargets,
  ) {}

  onModuleInit(): void {
    this.registry.register(this);
    this.targets.register('survey');
  }

  async live(tx: Transaction, flowId: string): Promise<LiveFlow<SessionDocument> | null> {
    const survey = surveyOfFlow(flowId);
    const number = survey && (await this.surveys.liveNumber(tx, survey.surveyId));
    if (number === null || !(await this.licensing.checkMetered(tx, 'post-call-surveys', 1)).ok) return null;
    const document = await this.document(tx, flowId, number);
    return document && { flowId, number, document };
  }

  async document(tx: Transaction, flowId: string, number: number): Promise<SessionDocument | null> {
    const key = `${flowId}@${number}`;
    const known = this.flows.get(key);
    if (known) return known;
    const survey = surveyOfFlow(flowId);
    const document = survey && (await this.surveys.document(tx, survey.surveyId, number));
    if (!document) return null;
    const flow = surveyFlow(document, survey.language);
    this.flows.set(key, flow);
    return flow;
  }
}

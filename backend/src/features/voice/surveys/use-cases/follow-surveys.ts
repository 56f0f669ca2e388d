import { Injectable } from '@nestjs/common';
import type { EventMeta, RecordedEvent } from '../../../../kernel/journal';
import type { Transaction } from '../../../../platform/database';
import { Calls } from '../../calls';
import { callOfSession, Ivr, surveyOfFlow, type IvrLeft, type IvrSpeechAwaited, type IvrStarted } from '../../ivr';
import { RunStore } from '../data/run.store';
import { SpeechStore } from '../data/speech.store';
import { SurveyStore } from '../data/survey.store';
import { answersIn, questionOfNode } from '../domain/survey-flow';
import { SurveyRuns } from './survey-runs';

/** From the moment a caller hears the survey until he has answered it or hung up. */
@Injectable()
export class FollowSurveys {
  constructor(
    private readonly runs: SurveyRuns,
    private readonly store: RunStore,
    private readonly speeches: SpeechStore,
    private readonly surveys: SurveyStore,
    private readonly calls: Calls,
    private readonly ivr: Ivr,
  ) {}

  async started(tx: Transaction, sessionId: string, data: IvrStarted['data'], meta: EventMeta): Promise<void> {
    const survey = surveyOfFlow(data.flowId);
    if (!survey) return;
    const { surveyId } = survey;
    const surveyCallId = callOfSession(sessionId);
    const runId = await this.runOf(tx, sessionId);
    const callId = (await this.runs.load(tx, runId)).asked?.callId ?? surveyCallId;
    // Whoever talked with him last, after every transfer.
    const { policy, shown, contact, number } = await this.calls.load(tx, callId);
    const asked = {
      surveyId,
      callId,
      queueId: policy.queueId,
      agentId: shown.agentId,
      contactId: contact?.id ?? null,
      number,
      language: data.language,
    };
    const order = { type: 'Launch', asked, version: data.version, surveyCallId } as const;
    await this.runs.handle(tx, runId, order, meta);
  }

  /** He answers an open question: from now on there is a sound to be kept. */
  async speaks(tx: Transaction, sessionId: string, { askId, place, at }: IvrSpeechAwaited['data']): Promise<void> {
    const survey = surveyOfFlow(place.flowId);
    if (!survey) return;
    const questionId = questionOfNode(place.nodeId);
    const document = await this.surveys.document(tx, survey.surveyId, place.version);
    const question = document?.questions.find(({ id }) => id === questionId);
    const days = question?.kind === 'open' ? question.retentionDays : null;
    await this.speeches.begin(tx, { id: askId, runId: await this.runOf(tx, sessionId), questionId }, { at, days });
  }

  async ended(tx: Transaction, sessionId: string, event: RecordedEvent, meta: EventMeta): Promise<void> {
    const { place, to } = event.data as IvrLeft['data'] & { to?: IvrLeft['data']['to'] };
    if (!surveyOfFlow(place.flowId)) return;
    const completed = event.type === 'IvrLeft' && to?.kind === 'hang-up' && to.because === 'hang-up';
    const { variables } = await this.ivr.load(tx, sessionId);
    const order = { type: 'Finish', completed, answers: answersIn(variables) } as const;
    await this.runs.handle(tx, await this.runOf(tx, sessionId), order, meta);
  }

  /** Of a call that is made or kept for it, the conversation's; a flow that leads to a survey has one of its own. */
  private async runOf(tx: Transaction, sessionId: string): Promise<string> {
    return (await this.store.ofSurveyCall(tx, callOfSession(sessionId))) ?? sessionId;
  }
}

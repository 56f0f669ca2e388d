import { Injectable } from '@nestjs/common';
import type { EventMeta } from '../../../../kernel/journal';
import type { Transaction } from '../../../../platform/database';
import { LicensingService } from '../../../house/licensing';
import { Calls, SurveyCalls, type CallConnected, type CallHungUp, type CallPassedToSurvey } from '../../calls';
import { surveyFlowId } from '../../ivr';
import { RunStore } from '../data/run.store';
import { SurveyStore } from '../data/survey.store';
import { drawOf } from '../domain/draw';
import { SurveyRuns } from './survey-runs';

const DAY_MS = 86_400_000;

/** From the moment an agent takes a caller of a queue with a survey until it is settled how he is asked, or why he is not. */
@Injectable()
export class FollowConversations {
  constructor(
    private readonly runs: SurveyRuns,
    private readonly store: RunStore,
    private readonly surveys: SurveyStore,
    private readonly calls: Calls,
    private readonly asking: SurveyCalls,
    private readonly licensing: LicensingService,
  ) {}

  async connected(
    tx: Transaction,
    callId: string,
    { queueId, agentId }: CallConnected['data'],
    meta: EventMeta,
  ): Promise<void> {
    const found = queueId === null ? null : await this.surveys.ruleOf(tx, queueId);
    if (!found) return;
    const { surveyId, rule, live } = found;
    const { number, contact, demand } = await this.calls.load(tx, callId);
    const language = demand?.language ?? 'pl';
    const asked = { surveyId, callId, queueId, agentId, contactId: contact?.id ?? null, number, language };
    const facts = {
      published: live,
      allowed: (await this.licensing.checkMetered(tx, 'post-call-surveys', 1)).ok,
      askedLately: await this.askedLately(tx, callId, number, rule.quietDays, meta.at),
      draw: drawOf(callId),
    };
    const run = await this.runs.handle(tx, callId, { type: 'Plan', asked, rule, facts }, meta);
    if (run.phase !== 'planned') return;
    const keeps = rule.when === 'after-call' && run.refused === null;
    const minimumTalkMs = rule.minimumTalkSeconds * 1000;
    await this.asking.plan(
      tx,
      callId,
      keeps ? { flowId: surveyFlowId(surveyId, language), minimumTalkMs } : null,
      meta,
    );
  }

  async passedOn(
    tx: Transaction,
    callId: string,
    { surveyCallId }: CallPassedToSurvey['data'],
    meta: EventMeta,
  ): Promise<void> {
    await this.runs.handle(tx, callId, { type: 'Keep', surveyCallId }, meta);
  }

  /** A conversation is over, or a call that should have asked for an opinion. */
  async hungUp(tx: Transaction, callId: string, ended: CallHungUp['data'], meta: EventMeta): Promise<void> {
    const { talkMs, endedBy, outcome, because } = ended;
    const asking = await this.store.ofSurveyCall(tx, callId);
    if (asking !== null)
      await this.runs.handle(tx, asking, { type: 'NoteCallEnded', surveyCallId: callId, because }, meta);
    // Most calls have none, and handling a command would make and remove a row for it.
    else if ((await this.runs.load(tx, callId)).phase !== 'none')
      await this.runs.handle(tx, callId, { type: 'EndConversation', talkMs, endedBy, outcome }, meta);
  }

  private async askedLately(
    tx: Transaction,
    callId: string,
    number: string | null,
    quietDays: number,
    at: number,
  ): Promise<boolean> {
    if (number === null || quietDays === 0) return false;
    return this.store.askedSince(tx, { number, except: callId }, at - quietDays * DAY_MS);
  }
}

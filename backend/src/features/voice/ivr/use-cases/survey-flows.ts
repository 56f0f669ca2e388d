import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../../../platform/database';
import type { LiveFlow } from '../data/flow.store';
import type { SessionDocument } from '../domain/session-node';

/** Where surveys come from as flows, under `surveyFlowId`. */
export interface SurveyFlowSource {
  /** What a caller would be led into now; null: the survey is not published, or none may be launched. */
  live(tx: Transaction, flowId: string): Promise<LiveFlow<SessionDocument> | null>;
  /** A version that a caller began with: it stays what it was. */
  document(tx: Transaction, flowId: string, number: number): Promise<SessionDocument | null>;
}

/** Surveys are another feature's, which brings them as flows when it starts. */
@Injectable()
export class SurveyFlows implements SurveyFlowSource {
  private source: SurveyFlowSource | null = null;

  register(source: SurveyFlowSource): void {
    this.source = source;
  }

  async live(tx: Transaction, flowId: string): Promise<LiveFlow<SessionDocument> | null> {
    return (await this.source?.live(tx, flowId)) ?? null;
  }

  async document(tx: Transaction, flowId: string, number: number): Promise<SessionDocument | null> {
    return (await this.source?.document(tx, flowId, number)) ?? null;
  }
}

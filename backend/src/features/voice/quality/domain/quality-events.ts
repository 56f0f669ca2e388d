import type { SamplingRule, Scores } from '#contracts';
import type { Instant } from '../../../../kernel/clock';
import type { DomainEvent } from '../../../../kernel/journal';

/** Settings: what somebody did with a scorecard or a rule. */
export type QualitySettingsEvent =
  | DomainEvent<'ScorecardSaved', { scorecardId: string; name: string }>
  | DomainEvent<'ScorecardDraftSaved', { scorecardId: string; name: string; draftVersion: number }>
  | DomainEvent<'ScorecardPublished', { scorecardId: string; name: string; number: number; note: string }>
  | DomainEvent<'ScorecardRolledBack', { scorecardId: string; name: string; number: number; from: number | null }>
  | DomainEvent<'ScorecardDeleted', { scorecardId: string; name: string }>
  | DomainEvent<'SamplingRuleSaved', SamplingRule & { ruleId: string }>
  | DomainEvent<'SamplingRuleRemoved', { ruleId: string; name: string }>
  | DomainEvent<'ConversationsDrawn', { ruleId: string; week: string; drawn: number }>;

/** Whose conversation is scored by whom, and by what. */
export interface EvaluationOf {
  readonly scorecardId: string;
  readonly version: number;
  readonly callId: string;
  readonly agentId: string;
  readonly scorerId: string;
}
export interface Result {
  readonly percent: number | null;
  readonly knockedOut: boolean;
}

export type EvaluationBegun = DomainEvent<'EvaluationBegun', EvaluationOf & { readonly at: Instant }>;
export type EvaluationSaved = DomainEvent<
  'EvaluationSaved',
  Result & { readonly scores: Scores; readonly comment: string }
>;
export type EvaluationFinished = DomainEvent<
  'EvaluationFinished',
  EvaluationOf & Result & { readonly evaluationId: string; readonly at: Instant }
>;
export type EvaluationReplied = DomainEvent<'EvaluationReplied', { readonly text: string; readonly appeal: boolean }>;
export type AppealDecided = DomainEvent<
  'AppealDecided',
  Result & { readonly answer: string; readonly by: string; readonly scores: Scores }
>;
export type EvaluationEvent =
  EvaluationBegun | EvaluationSaved | EvaluationFinished | EvaluationReplied | AppealDecided;

export const QUALITY_EVENT_TYPES = [
  'ScorecardSaved',
  'ScorecardDraftSaved',
  'ScorecardPublished',
  'ScorecardRolledBack',
  'ScorecardDeleted',
  'SamplingRuleSaved',
  'SamplingRuleRemoved',
  'ConversationsDrawn',
  'EvaluationBegun',
  'EvaluationSaved',
  'EvaluationFinished',
  'EvaluationReplied',
  'AppealDecided',
] as const satisfies readonly (QualitySettingsEvent | EvaluationEvent)['type'][];

import type { Instant } from '../../../../kernel/clock';
import type { DomainEvent } from '../../../../kernel/journal';
import type { LegId, NodeId } from '../../switch';
import type { Ringing } from './call-events';
import type { CallSurvey, ContactCard } from './call-state';

type Of<Type extends string, Data> = DomainEvent<Type, Data & { readonly nodeId: NodeId; readonly at: Instant }>;

/** Whose opinion is asked: of the conversation `of`. */
export interface Surveyed {
  readonly of: string;
  readonly flowId: string;
  readonly number: string | null;
  readonly displayName: string | null;
  readonly ownNumber: string | null;
  readonly contact: ContactCard | null;
}

/** What happens with the caller when the agent hangs up; null: the line ends. */
export type CallSurveyPlanned = Of<'CallSurveyPlanned', { survey: CallSurvey | null }>;
/** The agent has hung up and the caller's line goes on as another call, `surveyCallId`; `recording`: the file that ends here. */
export type CallPassedToSurvey = Of<
  'CallPassedToSurvey',
  { legId: LegId; surveyCallId: string; flowId: string; recording: string | null }
>;
/** A call that begins with a line that is up already. */
export type CallSurveyBegan = Of<
  'CallSurveyBegan',
  Surveyed & { legId: LegId; direction: 'inbound' | 'outbound'; trunk: string | null }
>;
/** The system calls somebody; no agent takes part. */
export type CallSurveyDialed = Of<'CallSurveyDialed', Surveyed & { ring: Ringing }>;

export type SurveyCallEvent = CallSurveyPlanned | CallPassedToSurvey | CallSurveyBegan | CallSurveyDialed;

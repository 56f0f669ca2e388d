import type { DomainEvent } from '../../../../kernel/journal';

/** What people do with flows. */
export type FlowEvent =
  | DomainEvent<'FlowSaved', { flowId: string; name: string; groupIds: readonly string[] }>
  | DomainEvent<'FlowDraftSaved', { flowId: string; name: string; draftVersion: number }>
  | DomainEvent<'FlowPublished', { flowId: string; name: string; number: number; note: string }>
  | DomainEvent<'FlowRolledBack', { flowId: string; name: string; number: number; from: number | null }>
  | DomainEvent<'FlowDeleted', { flowId: string; name: string }>
  | DomainEvent<'FlowTestCaseSaved', { flowId: string; testCaseId: string; name: string }>
  | DomainEvent<'FlowTestCaseDeleted', { flowId: string; testCaseId: string; name: string }>;

export const FLOW_EVENT_TYPES = [
  'FlowSaved',
  'FlowDraftSaved',
  'FlowPublished',
  'FlowRolledBack',
  'FlowDeleted',
  'FlowTestCaseSaved',
  'FlowTestCaseDeleted',
] as const satisfies readonly FlowEvent['type'][];

import type { PhoneRules, RingGroup } from '#contracts';
import type { DomainEvent } from '../../../../kernel/journal';

export type RingGroupSaved = DomainEvent<'RingGroupSaved', { readonly groupId: string } & Omit<RingGroup, 'id'>>;
export type RingGroupRemoved = DomainEvent<'RingGroupRemoved', { readonly groupId: string; readonly name: string }>;
export type PhoneRulesSaved = DomainEvent<'PhoneRulesSaved', { readonly userId: string } & PhoneRules>;
export type PbxEvent = RingGroupSaved | RingGroupRemoved | PhoneRulesSaved;
export const PBX_EVENT_TYPES = [
  'RingGroupSaved',
  'RingGroupRemoved',
  'PhoneRulesSaved',
] as const satisfies readonly PbxEvent['type'][];

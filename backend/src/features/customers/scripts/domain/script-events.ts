import type { DomainEvent } from '../../../../kernel/journal';

/** Settings: what somebody did with a script. */
export type ScriptSettingsEvent =
  | DomainEvent<
      'ScriptSaved',
      { scriptId: string; name: string; queueIds: readonly string[]; campaignIds: readonly string[] }
    >
  | DomainEvent<'ScriptDraftSaved', { scriptId: string; name: string; draftVersion: number }>
  | DomainEvent<'ScriptPublished', { scriptId: string; name: string; number: number; note: string }>
  | DomainEvent<'ScriptRolledBack', { scriptId: string; name: string; number: number; from: number | null }>
  | DomainEvent<'ScriptDeleted', { scriptId: string; name: string }>;

export const SCRIPT_EVENT_TYPES = [
  'ScriptSaved',
  'ScriptDraftSaved',
  'ScriptPublished',
  'ScriptRolledBack',
  'ScriptDeleted',
] as const satisfies readonly ScriptSettingsEvent['type'][];

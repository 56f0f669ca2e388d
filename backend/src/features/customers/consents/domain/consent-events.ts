import type { ConsentChannel, ConsentState } from '#contracts';
import type { DomainEvent } from '../../../../kernel/journal';

/** A line was added to the ledger; source and proof stay in it. */
export type ConsentRecorded = DomainEvent<
  'ConsentRecorded',
  {
    readonly entryId: string;
    readonly contactId: string;
    readonly channel: ConsentChannel;
    readonly purpose: string;
    readonly state: ConsentState;
    readonly happenedAt: string;
  }
>;

/** An import added lines, or took them back when it was undone. */
export type ConsentsImported = DomainEvent<
  'ConsentsImported' | 'ConsentsTakenBack',
  { readonly importId: string; readonly contactIds: readonly string[] }
>;

export type ConsentEvent = ConsentRecorded | ConsentsImported;

export const CONSENT_EVENT_TYPES = [
  'ConsentRecorded',
  'ConsentsImported',
  'ConsentsTakenBack',
] as const satisfies readonly ConsentEvent['type'][];

import type { FieldValues } from '#contracts';
import type { DomainEvent } from '../../../../kernel/journal';

interface OfCampaign {
  readonly recordId: string;
  readonly contactId: string;
  readonly campaignId: string;
}

/** What a campaign needs of one record; names and numbers are the contact's and stay with it. */
interface Terms {
  readonly sourceId: string;
  readonly externalKey: string | null;
  readonly priority: number;
  readonly privateTo: string | null;
  readonly notBefore: string | null;
  readonly notAfter: string | null;
  readonly fields: FieldValues;
}

/** Many at once, an import's batch: those of the source whose ids are from `firstId` to `lastId`, both included. */
export type RecordsAdded = DomainEvent<
  'RecordsAdded',
  {
    readonly campaignId: string;
    readonly sourceId: string;
    readonly count: number;
    readonly firstId: string;
    readonly lastId: string;
  }
>;
export type RecordAdded = DomainEvent<'RecordAdded', OfCampaign & Terms>;
/** Also when a merge gave the record another contact. */
export type RecordChanged = DomainEvent<'RecordChanged', OfCampaign & Terms>;
export type RecordRemoved = DomainEvent<'RecordRemoved', OfCampaign>;
/** An import was undone, or a source emptied. */
export type RecordsRemoved = DomainEvent<
  'RecordsRemoved',
  { readonly campaignId: string; readonly sourceId: string; readonly count: number }
>;

export type RecordEvent = RecordsAdded | RecordAdded | RecordChanged | RecordRemoved | RecordsRemoved;

export const RECORD_EVENT_TYPES = [
  'RecordsAdded',
  'RecordAdded',
  'RecordChanged',
  'RecordRemoved',
  'RecordsRemoved',
] as const satisfies readonly RecordEvent['type'][];

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

export type ConsentEvent = ConsentRecorded;

export const CONSENT_EVENT_TYPES = ['ConsentRecorded'] as const satisfies readonly ConsentEvent['type'][];

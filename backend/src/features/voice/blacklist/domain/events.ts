import type { BlacklistDirection, BlacklistKind } from '#contracts';
import type { DomainEvent } from '../../../../kernel/journal';

interface Entry {
  readonly entryId: string;
  readonly kind: BlacklistKind;
  readonly value: string;
  readonly direction: BlacklistDirection;
  readonly campaignIds: readonly string[];
  readonly reason: string;
  readonly expiresAt: string | null;
}

export type BlacklistEntryAdded = DomainEvent<'BlacklistEntryAdded', Entry & { readonly importId: string | null }>;
export type BlacklistEntryChanged = DomainEvent<'BlacklistEntryChanged', Entry>;
export type BlacklistEntryRemoved = DomainEvent<
  'BlacklistEntryRemoved',
  Entry & { readonly because: 'removed' | 'expired' }
>;
export type BlacklistImported = DomainEvent<
  'BlacklistImported',
  {
    readonly importId: string;
    readonly fileName: string;
    readonly rows: number;
    readonly added: number;
    readonly known: number;
    readonly refused: number;
  }
>;
/** Somebody wanted to call a number that must not be called; blocked callers are told by the call itself (`CallBlocked`). */
export type BlacklistDialRefused = DomainEvent<
  'BlacklistDialRefused',
  { readonly entryId: string; readonly number: string; readonly agentId: string | null }
>;

export type BlacklistEvent =
  BlacklistEntryAdded | BlacklistEntryChanged | BlacklistEntryRemoved | BlacklistImported | BlacklistDialRefused;

export const BLACKLIST_EVENT_TYPES = [
  'BlacklistEntryAdded',
  'BlacklistEntryChanged',
  'BlacklistEntryRemoved',
  'BlacklistImported',
  'BlacklistDialRefused',
] as const satisfies readonly BlacklistEvent['type'][];

import type { DomainEvent } from '../../../../kernel/journal';
import type { SaveVpnPeer } from '#contracts';

/** The key itself stays out of the journal. */
export type VpnPeerSaved = DomainEvent<
  'VpnPeerSaved',
  Omit<SaveVpnPeer, 'key' | 'version'> & { readonly keyChanged: boolean }
>;
export type VpnPeerRemoved = DomainEvent<'VpnPeerRemoved', { readonly name: string }>;

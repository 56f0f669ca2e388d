import { Injectable } from '@nestjs/common';
import { peersSchema, type Peer, type SaveVpnPeer, type VpnPeer } from '#contracts';
import type { EventMeta } from '../../../../kernel/journal';
import type { Outcome } from '../../../../kernel/outcome';
import { DesiredFile } from '../data/desired-file';
import { Reports } from '../data/reports';
import { withPeer, withoutPeer, type VpnPeerRefusal } from '../domain/change-peers';
import type { VpnPeerRemoved, VpnPeerSaved } from '../domain/peer-events';
import { ChangeDesired } from './change-desired';

@Injectable()
export class VpnPeers {
  private readonly file = new DesiredFile<Peer>('vpn/desired.json', 'peers', peersSchema);

  constructor(
    private readonly desired: ChangeDesired,
    private readonly reports: Reports,
  ) {}

  /** By name. */
  async all(): Promise<readonly VpnPeer[]> {
    const [peers, { tunnels }] = await Promise.all([this.file.read(), this.reports.state()]);
    return peers.map(({ authentication, ...peer }) => ({
      ...peer,
      id: peer.name,
      authentication: authentication.kind,
      tunnel: tunnels?.peers.find(({ name }) => name === peer.name) ?? null,
    }));
  }

  async find(id: string): Promise<VpnPeer | null> {
    return (await this.all()).find(({ name }) => name === id) ?? null;
  }

  /** `id` null: a new one. The name of what was saved. */
  save(id: string | null, wanted: SaveVpnPeer, meta: EventMeta): Promise<Outcome<string, VpnPeerRefusal>> {
    const { key, version: _version, ...fields } = wanted;
    const saved: VpnPeerSaved = { type: 'VpnPeerSaved', data: { ...fields, keyChanged: key !== undefined } };
    return this.change((peers) => withPeer(peers, id, wanted), saved, meta);
  }

  remove(id: string, meta: EventMeta): Promise<Outcome<string, VpnPeerRefusal>> {
    return this.change((peers) => withoutPeer(peers, id), { type: 'VpnPeerRemoved', data: { name: id } }, meta);
  }

  private change(
    decide: (peers: readonly Peer[]) => Outcome<readonly Peer[], VpnPeerRefusal>,
    event: VpnPeerSaved | VpnPeerRemoved,
    meta: EventMeta,
  ): Promise<Outcome<string, VpnPeerRefusal>> {
    return this.desired.make({ file: this.file, kind: 'vpnpeer', decide, event }, meta);
  }
}

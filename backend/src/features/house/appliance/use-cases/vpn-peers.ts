import { Injectable } from '@nestjs/common';
import type { Peer, SaveVpnPeer, VpnPeer } from '#contracts';
import type { EventMeta } from '../../../../kernel/journal';
import { accepted, type Outcome } from '../../../../kernel/outcome';
import { Database } from '../../../../platform/database';
import { Journal } from '../../../../platform/journal';
import { PeersFile } from '../data/peers.file';
import { Reports } from '../data/reports';
import { withPeer, withoutPeer, type VpnPeerRefusal } from '../domain/change-peers';
import type { VpnPeerRemoved, VpnPeerSaved } from '../domain/peer-events';

/** One change at a time, whichever process makes it: the file is read and written whole. */
const LOCK = `select pg_advisory_xact_lock(hashtext('vpn-peers'))`;

@Injectable()
export class VpnPeers {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly file: PeersFile,
    private readonly reports: Reports,
  ) {}

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

  /** The file is written last: when that fails the journal says nothing either. */
  private change(
    decide: (peers: readonly Peer[]) => Outcome<readonly Peer[], VpnPeerRefusal>,
    event: VpnPeerSaved | VpnPeerRemoved,
    meta: EventMeta,
  ): Promise<Outcome<string, VpnPeerRefusal>> {
    return this.database.transaction(async (tx) => {
      await tx.query(LOCK);
      const decided = decide(await this.file.read());
      if (!decided.ok) return decided;
      await this.journal.append(tx, `vpnpeer-${event.data.name}`, [event], meta);
      await this.file.write(decided.value);
      return accepted(event.data.name);
    });
  }
}

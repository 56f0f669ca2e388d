import { Controller, Delete, Get, HttpCode, Inject, Post, Put } from '@nestjs/common';
import type { z } from 'zod';
import {
  pageSchema,
  saveVpnPeerSchema,
  vpnPeerIdSchema,
  vpnPeerListQuerySchema,
  vpnPeerSchema,
  type Page,
  type SaveVpnPeer,
  type VpnPeer,
  type VpnPeerListQuery,
} from '#contracts';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import type { Outcome } from '../../../../kernel/outcome';
import {
  foundOr404,
  ProblemException,
  RequestCause,
  RequirePermission,
  RequiresFeature,
  RouteSummary,
  valueOr,
  ZodBody,
  ZodParams,
  ZodQuery,
  ZodResponse,
  type Cause,
} from '../../../../platform/http';
import type { VpnPeerRefusal } from '../domain/change-peers';
import { VpnPeers } from '../use-cases/vpn-peers';

const FEATURE = 'vpn-ipsec';
type ById = z.infer<typeof vpnPeerIdSchema>;

/** The other ends of IPsec tunnels. */
@Controller('vpn-peers')
export class VpnPeersController {
  constructor(
    private readonly peers: VpnPeers,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @RequiresFeature(FEATURE)
  @RequirePermission('vpn.manage')
  @RouteSummary('Peers with their tunnels as the machine saw them last; at most 50, one page')
  @ZodResponse(pageSchema(vpnPeerSchema))
  async list(@ZodQuery(vpnPeerListQuerySchema) { search = '', sort }: VpnPeerListQuery): Promise<Page<VpnPeer>> {
    const found = (await this.peers.all()).filter(({ name }) => name.includes(search.toLowerCase()));
    return { items: sort === '-name' ? found.reverse() : [...found], next: null };
  }

  @Get(':id')
  @RequiresFeature(FEATURE)
  @RequirePermission('vpn.manage')
  @RouteSummary('One peer; its key is told to nobody')
  @ZodResponse(vpnPeerSchema)
  async one(@ZodParams(vpnPeerIdSchema) { id }: ById): Promise<VpnPeer> {
    return foundOr404(await this.peers.find(id), 'vpn-peer-not-found');
  }

  @Post()
  @RequiresFeature(FEATURE)
  @RequirePermission('vpn.manage')
  @RouteSummary('A further peer; the machine takes it up within seconds')
  @ZodResponse(vpnPeerSchema, 201)
  async create(@ZodBody(saveVpnPeerSchema) body: SaveVpnPeer, @RequestCause() cause: Cause): Promise<VpnPeer> {
    return this.saved(await this.peers.save(null, body, { ...cause, at: this.clock.now() }));
  }

  @Put(':id')
  @RequiresFeature(FEATURE)
  @RequirePermission('vpn.manage')
  @RouteSummary('Changes a peer; tunnels to others stay up')
  @ZodResponse(vpnPeerSchema)
  async update(
    @ZodParams(vpnPeerIdSchema) { id }: ById,
    @ZodBody(saveVpnPeerSchema) body: SaveVpnPeer,
    @RequestCause() cause: Cause,
  ): Promise<VpnPeer> {
    return this.saved(await this.peers.save(id, body, { ...cause, at: this.clock.now() }));
  }

  @Delete(':id')
  @HttpCode(204)
  @RequiresFeature(FEATURE)
  @RequirePermission('vpn.manage')
  @RouteSummary('Its tunnel is closed, and it may not open one any more')
  async remove(@ZodParams(vpnPeerIdSchema) { id }: ById, @RequestCause() cause: Cause): Promise<void> {
    valueOr(await this.peers.remove(id, { ...cause, at: this.clock.now() }), problemOf);
  }

  private async saved(outcome: Outcome<string, VpnPeerRefusal>): Promise<VpnPeer> {
    return this.one({ id: valueOr(outcome, problemOf) });
  }
}

function problemOf({ code }: VpnPeerRefusal): ProblemException {
  switch (code) {
    case 'vpn-peer-not-found':
      return new ProblemException(404, code);
    case 'vpn-peer-name-taken':
    case 'vpn-peers-full':
    case 'changed-meanwhile':
      return new ProblemException(409, code);
    case 'vpn-key-missing':
      return new ProblemException(400, 'validation-failed', {
        fields: [{ field: 'key', rule: 'required', message: 'A tunnel by key needs a key' }],
      });
  }
}

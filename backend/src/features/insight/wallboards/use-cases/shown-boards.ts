import { Inject, Injectable } from '@nestjs/common';
import type { Wallboard } from '#contracts';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { Database } from '../../../../platform/database';
import { ProblemException, type Admission } from '../../../../platform/http';
import { WallAgents } from '../../monitoring';
import { LinkStore } from '../data/link.store';
import { WallboardStore } from '../data/wallboard.store';

/** A screen comes back by itself; until then it need not ask again. */
const ADMITTED_MS = 12 * 3_600_000;

/** What a screen with a link may see: its board, and the queues and people of that board's tiles. */
@Injectable()
export class ShownBoards {
  /** Campaigns of the board behind each link that is on here; asked anew with every admission. */
  private readonly campaigns = new Map<string, ReadonlySet<string>>();

  constructor(
    private readonly database: Database,
    private readonly links: LinkStore,
    private readonly boards: WallboardStore,
    private readonly agents: WallAgents,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async of(token: string): Promise<Wallboard> {
    return (await this.known(token)).board;
  }

  /** For the screen's socket. Asked again twice a minute, so a tile that is added brings its queues. */
  async admit(token: string): Promise<Admission> {
    const { linkId, board } = await this.known(token);
    this.campaigns.set(linkId, new Set(board.tiles.flatMap(({ campaignIds }) => campaignIds)));
    const queueIds = new Set(board.tiles.flatMap((tile) => tile.queueIds));
    const userIds = new Set(await this.agents.membersOf([...queueIds]));
    return {
      expiresAt: this.clock.now() + ADMITTED_MS,
      principal: {
        userId: linkId,
        login: board.name,
        role: 'wallboard',
        permissions: new Set(['wallboards.view']),
        groupIds: [],
        supervised: { groupIds: new Set(), userIds, queueIds },
        sessionId: linkId,
      },
    };
  }

  /** Whether the screen of this link shows the campaign. */
  showsCampaign(linkId: string, campaignId: string): boolean {
    return this.campaigns.get(linkId)?.has(campaignId) ?? false;
  }

  private async known(token: string): Promise<{ linkId: string; board: Wallboard }> {
    const link = await this.links.seen(token, this.clock.now());
    const board = link && (await this.boards.find(this.database.read, link.wallboardId));
    if (!board) throw new ProblemException(401, 'link-invalid');
    return { linkId: link.id, board };
  }
}

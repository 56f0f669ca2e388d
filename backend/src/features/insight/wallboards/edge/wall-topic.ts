import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { WallAgent, WallCampaign } from '#contracts';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import type { RecordedEvent } from '../../../../kernel/journal';
import { AccessEnforcer, oversees, type Principal } from '../../../../platform/http';
import { TopicRegistry } from '../../../../platform/realtime';
import {
  CampaignFiguresStore,
  DAY_BEGAN,
  leads,
  QueueMembers,
  WallAgents,
  type CampaignFigures,
  type DayBegan,
} from '../../monitoring';
import { ShownBoards } from '../use-cases/shown-boards';
import { LINK_PREFIX } from '../use-cases/wallboards';

const BEARER = 'Bearer ';

/** What changes a campaign's numbers; those without `campaignId` are of the campaign's own stream. */
const CAMPAIGN_TYPES = [
  ...['CampaignStarted', 'CampaignPaused', 'CampaignDrained', 'CampaignFinished'],
  ...['AttemptStarted', 'AttemptAnswered', 'AttemptConnected', 'AttemptAbandoned', 'AttemptEnded'],
  ...[DAY_BEGAN, 'CampaignRecordsChanged', 'RecordClosed', 'RecordSkipped', 'CampaignDeskChanged', 'CampaignSeatLeft'],
];
interface OfCampaign {
  readonly campaignId: string;
}

/** Topic `wall`: agents and campaigns as a wall shows them (its queues come from monitoring), and who may watch it by a link. */
@Injectable()
export class WallTopic implements OnModuleInit {
  constructor(
    private readonly agents: WallAgents,
    private readonly members: QueueMembers,
    private readonly shown: ShownBoards,
    private readonly registry: TopicRegistry,
    private readonly enforcer: AccessEnforcer,
    private readonly campaigns: CampaignFiguresStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.enforcer.useScreens(LINK_PREFIX, ({ authorization }) =>
      this.shown.admit(authorization?.slice(BEARER.length) ?? ''),
    );
    this.registry.register({
      topic: 'wall',
      entity: 'agent',
      permission: 'wallboards.view',
      types: ['AgentStatusChanged', ...QueueMembers.TYPES],
      affected: (event: RecordedEvent) =>
        event.type === 'AgentStatusChanged'
          ? [event.stream.slice('agent-'.length)]
          : this.members.noted(event).everybody(),
      load: async (ids) => byId(await this.agents.byIds(ids)),
      loadAll: async (principal) => byId((await this.agents.all()).filter((agent) => mayShow(principal, agent))),
      visibleTo: (principal, _id, value) => value !== null && mayShow(principal, value as WallAgent),
    });
    const load = async (ids: readonly string[] | null) => {
      const now = this.clock.now();
      const found = await (ids ? this.campaigns.byIds(ids, now) : this.campaigns.all(now));
      return new Map(found.map((campaign) => [campaign.id, campaign]));
    };
    this.registry.register({
      topic: 'wall',
      entity: 'campaign',
      permission: 'wallboards.view',
      types: CAMPAIGN_TYPES,
      affected: ({ type, stream, data }) =>
        type === DAY_BEGAN
          ? (data as DayBegan['data']).campaignIds
          : [(data as Partial<OfCampaign> | null)?.campaignId ?? stream.slice('campaign-'.length)],
      load,
      loadAll: async (principal) =>
        new Map([...(await load(null))].filter(([, campaign]) => this.mayShow(principal, campaign))),
      visibleTo: (principal, _id, value) => value !== null && this.mayShow(principal, value as CampaignFigures),
      present: (_principal, _id, value) => shown(value as CampaignFigures),
    });
  }

  private mayShow(principal: Principal, campaign: CampaignFigures): boolean {
    return principal.role === 'wallboard'
      ? this.shown.showsCampaign(principal.userId, campaign.id)
      : leads(principal, campaign);
  }
}

/** People and whoever serves a queue in view: a queue's numbers are made of all its agents. */
const mayShow = (principal: Principal, { id, queueIds }: WallAgent): boolean =>
  oversees(principal, { users: [id], queues: queueIds });

const shown = ({ groupIds: _groups, agentIds: _agents, ...campaign }: CampaignFigures): WallCampaign => campaign;

const byId = (agents: readonly WallAgent[]): ReadonlyMap<string, WallAgent> =>
  new Map(agents.map((agent) => [agent.id, agent]));

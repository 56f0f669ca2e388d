import { Injectable } from '@nestjs/common';
import type { WallCampaign } from '#contracts';
import { Database } from '../../../../platform/database';
import { oversees, type Principal } from '../../../../platform/http';

/** A campaign's numbers of now and today, and by whom it is led. */
export interface CampaignFigures extends WallCampaign {
  readonly groupIds: readonly string[];
  readonly agentIds: readonly string[];
}

const DAY = `(select date_trunc('day', to_timestamp($1 / 1000.0) at time zone z.zone) at time zone z.zone as start
  from (select coalesce((select document->>'timeZone' from customer_order), 'Europe/Warsaw') as zone) z)`;

const SELECT = `
  select c.id, c.name, c.state, l.left_over as "recordsLeft", t.attempts, t.answered, t.abandoned, s.seats as "agentsAtWork",
    array(select group_id::text from campaign_group where campaign_id = c.id) as "groupIds",
    array(select agent_id::text from campaign_agent where campaign_id = c.id) as "agentIds"
  from campaign c cross join ${DAY} d
  cross join lateral (select count(*)::int as left_over from dialling r where r.campaign_id = c.id and r.state in ('waiting', 'batched')) l
  cross join lateral (select count(*)::int as attempts, count(a.answered_at)::int as answered, count(a.abandoned_at)::int as abandoned
    from dial_attempt a where a.campaign_id = c.id and a.started_at >= d.start and a.call_id is not null) t
  cross join lateral (select count(*)::int as seats from campaign_seat w where w.campaign_id = c.id) s
  where c.state <> 'draft'`;

/** Whether somebody supervises it, by its groups or its agents. */
export const leads = (who: Pick<Principal, 'supervised'>, { groupIds, agentIds }: CampaignFigures): boolean =>
  oversees(who, { groups: groupIds, users: agentIds });

/** The present numbers of campaigns: for walls and alerts. */
@Injectable()
export class CampaignFiguresStore {
  constructor(private readonly database: Database) {}

  all(now: number): Promise<CampaignFigures[]> {
    return this.database.read.query<CampaignFigures[]>(`${SELECT} order by c.name`, [now]);
  }

  byIds(ids: readonly string[], now: number): Promise<CampaignFigures[]> {
    return this.database.read.query<CampaignFigures[]>(`${SELECT} and c.id = any($2::uuid[])`, [now, ids]);
  }
}

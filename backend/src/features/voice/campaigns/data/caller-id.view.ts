import { Injectable } from '@nestjs/common';
import type { CallerIdDays, CallerIdListQuery, CallerIdUse, Page } from '#contracts';
import { Database } from '../../../../platform/database';
import { containsPattern, keysetSqlPage, type Supervised } from '../../../../platform/http';
import { judgeCallerId, type CallerIdFigures } from '../domain/judge-caller-id';

type Query = Omit<CallerIdListQuery, 'sort'> & { sort?: string | undefined };
type Row = Omit<CallerIdUse, 'lastUsedAt' | 'state'> & { readonly lastUsedAt: Date };
type Days = Pick<CallerIdListQuery, 'from' | 'to'>;

/** Answered and over so soon: nobody wanted to talk. */
const SHORT = `interval '6 seconds'`;
const FIGURES = `count(*)::int as uses, (count(*) filter (where a.answered_at is not null))::int as answered,
  (count(*) filter (where a.ended_at - a.answered_at < ${SHORT}))::int as short, (count(*) filter (where a.outcome = 'rejected'))::int as rejected`;
const OF_DAYS = `a.caller_id is not null and a.ended_at is not null and a.started_at >= ($1::date)::timestamp at time zone 'Europe/Warsaw'
  and a.started_at < ($2::date + 1)::timestamp at time zone 'Europe/Warsaw'`;
/** Campaigns of one's groups and people; $3 and $4, null for everything. */
const IN_VIEW = `($3::uuid[] is null or exists (select 1 from campaign_group g where g.campaign_id = a.campaign_id and g.group_id = any($3))
  or exists (select 1 from campaign_agent m where m.campaign_id = a.campaign_id and m.agent_id = any($4::uuid[])))`;
const DRAWN_BY = `(select count(*)::int from campaign c where c.settings -> 'callerId' ->> 'kind' = 'random'
  and x.number between c.settings -> 'callerId' ->> 'from' and c.settings -> 'callerId' ->> 'to'
  and length(x.number) = length(c.settings -> 'callerId' ->> 'from') and not c.settings -> 'callerId' -> 'tainted' ? x.number)`;

const SORTING = {
  columns: {
    number: { sql: 'x.number', type: 'text' },
    uses: { sql: 'x.uses', type: 'integer' },
    answerRate: { sql: 'x.answer_rate', type: 'double precision' },
    shortRate: { sql: 'x.short_rate', type: 'double precision' },
    lastUsedAt: { sql: 'x.last_used_at', type: 'timestamptz' },
  },
  default: 'answerRate',
  id: { sql: 'x.number', type: 'text' },
} as const;

/** What each presented number brought, so that a burnt one is seen. */
@Injectable()
export class CallerIdView {
  constructor(private readonly database: Database) {}

  async page({ from, to, ...query }: Query, supervised: Supervised | null): Promise<Page<CallerIdUse>> {
    const parameters: unknown[] = [from, to, ...view(supervised)];
    const where = query.search
      ? [`x.number like $${parameters.push(containsPattern(query.search.replace(/\s/g, '')))}`]
      : [];
    const source = `(select n.*, n.answered::float8 / n.uses as answer_rate, case when n.answered = 0 then 0 else n.short::float8 / n.answered end as short_rate
      from (select a.caller_id as number, ${FIGURES}, max(a.started_at) as last_used_at, array_agg(distinct a.campaign_id) as campaign_ids
        from dial_attempt a where ${OF_DAYS} and ${IN_VIEW} group by a.caller_id) n) x`;
    const select = `x.number, x.uses, x.answered, x.short, x.rejected, x.answer_rate as "answerRate", x.short_rate as "shortRate",
      x.last_used_at as "lastUsedAt", ${DRAWN_BY} as "drawnBy",
      array(select c.name from campaign c where c.id = any(x.campaign_ids) order by c.name) as campaigns`;
    const page = await keysetSqlPage<Row>(
      this.database.read,
      { select, from: source, where, parameters },
      { sorting: SORTING, ...query },
    );
    const all = await this.together({ from, to }, supervised);
    return {
      items: page.items.map((row) => ({
        ...row,
        lastUsedAt: row.lastUsedAt.toISOString(),
        state: judgeCallerId(row, all),
      })),
      next: page.next,
    };
  }

  days(number: string, { from, to }: Days, supervised: Supervised | null): Promise<CallerIdDays> {
    return this.database.read.query(
      `select (a.started_at at time zone 'Europe/Warsaw')::date::text as day, ${FIGURES}
       from dial_attempt a where ${OF_DAYS} and ${IN_VIEW} and a.caller_id = $5 group by 1 order by 1`,
      [from, to, ...view(supervised), number],
    );
  }

  private async together({ from, to }: Days, supervised: Supervised | null): Promise<CallerIdFigures> {
    const [row] = await this.database.read.query<CallerIdFigures[]>(
      `select ${FIGURES} from dial_attempt a where ${OF_DAYS} and ${IN_VIEW}`,
      [from, to, ...view(supervised)],
    );
    return row ?? { uses: 0, answered: 0, short: 0 };
  }
}

const view = (supervised: Supervised | null): [string[] | null, string[]] =>
  supervised ? [[...supervised.groupIds], [...supervised.userIds]] : [null, []];

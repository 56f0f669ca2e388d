import { Controller, Get, HttpCode, Inject, Post } from '@nestjs/common';
import type { z } from 'zod';
import {
  callerIdDaysSchema,
  callerIdListQuerySchema,
  callerIdParams,
  callerIdUseSchema,
  pageSchema,
  taintedSchema,
  type CallerIdDays,
  type CallerIdListQuery,
  type CallerIdUse,
} from '#contracts';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import {
  CurrentUser,
  listResponse,
  RequestCause,
  RequirePermission,
  RouteSummary,
  valueOr,
  WantsCsv,
  ZodParams,
  ZodQuery,
  ZodResponse,
  type Cause,
  type CsvColumn,
  type CsvRequest,
  type Principal,
} from '../../../../platform/http';
import { CallerIdView } from '../data/caller-id.view';
import { TaintNumber } from '../use-cases/taint-number';
import { CampaignAccess } from './campaign-access';
import { campaignProblem } from './campaign-problem';

const daysQuery = callerIdListQuerySchema.pick({ from: true, to: true });
type OfNumber = z.infer<typeof callerIdParams>;

const CSV: readonly CsvColumn<CallerIdUse>[] = [
  { heading: { pl: 'Numer', en: 'Number' }, value: ({ number }) => number },
  { heading: { pl: 'Użycia', en: 'Uses' }, value: ({ uses }) => uses },
  { heading: { pl: 'Odebrane', en: 'Answered' }, value: ({ answered }) => answered },
  { heading: { pl: 'Odbieralność', en: 'Answer rate' }, value: ({ answerRate }) => answerRate },
  { heading: { pl: 'Krótkie', en: 'Short' }, value: ({ short }) => short },
  { heading: { pl: 'Odrzucone', en: 'Rejected' }, value: ({ rejected }) => rejected },
  { heading: { pl: 'Ocena', en: 'State' }, value: ({ state }) => state },
  { heading: { pl: 'Kampanie', en: 'Campaigns' }, value: ({ campaigns }) => campaigns.join(', ') },
  { heading: { pl: 'Ostatnio', en: 'Last used' }, value: ({ lastUsedAt }) => lastUsedAt },
];

/** Numbers that called people see, and how many still answer them. */
@Controller('caller-ids')
export class CallerIdsController {
  constructor(
    private readonly view: CallerIdView,
    private readonly tainting: TaintNumber,
    private readonly access: CampaignAccess,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @RequirePermission('campaigns.view')
  @RouteSummary('Presented numbers with uses, answer rate and short calls', ['text/csv'])
  @ZodResponse(pageSchema(callerIdUseSchema))
  async list(
    @CurrentUser() { supervised }: Principal,
    @ZodQuery(callerIdListQuerySchema) query: CallerIdListQuery,
    @WantsCsv() csv: CsvRequest | null,
  ): Promise<unknown> {
    const load = (page: CallerIdListQuery) => this.view.page(page, supervised);
    return listResponse(query, csv, { name: 'caller-ids', columns: CSV, load });
  }

  @Get(':number/days')
  @RequirePermission('campaigns.view')
  @RouteSummary('What a presented number brought day by day')
  @ZodResponse(callerIdDaysSchema)
  days(
    @CurrentUser() { supervised }: Principal,
    @ZodParams(callerIdParams) { number }: OfNumber,
    @ZodQuery(daysQuery) days: z.infer<typeof daysQuery>,
  ): Promise<CallerIdDays> {
    return this.view.days(number, days, supervised);
  }

  @Post(':number/taint')
  @HttpCode(200)
  @RequirePermission('campaigns.manage')
  @RouteSummary('No campaign of ours draws this number any more')
  @ZodResponse(taintedSchema)
  async taint(
    @CurrentUser() user: Principal,
    @ZodParams(callerIdParams) { number }: OfNumber,
    @RequestCause() cause: Cause,
  ): Promise<z.infer<typeof taintedSchema>> {
    const inView = this.access.sees(user);
    const done = await this.tainting.taint(number, inView, { ...cause, at: this.clock.now() });
    return { campaigns: valueOr(done, campaignProblem) };
  }
}

import { Controller, Get, HttpCode, Inject, Post, Put } from '@nestjs/common';
import {
  askedHlrSchema,
  askHlrSchema,
  hlrCheckListQuerySchema,
  hlrCheckSchema,
  hlrSettingsSchema,
  hlrSummarySchema,
  pageSchema,
  saveHlrSettingsSchema,
  type AskedHlr,
  type AskHlr,
  type HlrCheck,
  type HlrCheckListQuery,
  type HlrSettings,
  type HlrSummary,
  type SaveHlrSettings,
} from '#contracts';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import {
  CurrentUser,
  listResponse,
  ProblemException,
  RequestCause,
  RequirePermission,
  RequiresFeature,
  RouteSummary,
  valueOr,
  WantsCsv,
  ZodBody,
  ZodQuery,
  ZodResponse,
  type Cause,
  type CsvColumn,
  type CsvRequest,
  type Principal,
} from '../../../../platform/http';
import { UsageReport } from '../../../house/licensing';
import { RecordCampaigns } from '../../records';
import { CheckView } from '../data/check.view';
import { NUMBER_LOOKUP, type NumberLookup } from '../port/number-lookup';
import { AskChecks } from '../use-cases/ask-checks';
import { HlrSettingsUseCase } from '../use-cases/hlr-settings';

const CSV: readonly CsvColumn<HlrCheck>[] = [
  { heading: { pl: 'Numer', en: 'Number' }, value: ({ number }) => number },
  { heading: { pl: 'Kontakt', en: 'Contact' }, value: ({ contact }) => contact?.name ?? null },
  { heading: { pl: 'Powód', en: 'Reason' }, value: ({ reason }) => reason },
  { heading: { pl: 'Stan', en: 'State' }, value: ({ state }) => state },
  { heading: { pl: 'Wynik', en: 'Result' }, value: ({ result }) => result },
  { heading: { pl: 'Operator', en: 'Network' }, value: ({ network }) => network },
  { heading: { pl: 'Z pamięci', en: 'Kept result' }, value: ({ cached }) => String(cached) },
  { heading: { pl: 'Płatne', en: 'Charged' }, value: ({ charged }) => String(charged) },
  { heading: { pl: 'Działanie', en: 'Action' }, value: ({ action }) => action },
  { heading: { pl: 'Błąd', en: 'Error' }, value: ({ error }) => error },
  { heading: { pl: 'Zlecono', en: 'Asked' }, value: ({ askedAt }) => askedAt },
  { heading: { pl: 'Odpowiedź', en: 'Answered' }, value: ({ answeredAt }) => answeredAt },
];

/** Checks of mobile numbers with their operators. */
@Controller('hlr')
export class HlrController {
  constructor(
    private readonly view: CheckView,
    private readonly settings: HlrSettingsUseCase,
    private readonly asking: AskChecks,
    private readonly usage: UsageReport,
    private readonly campaigns: RecordCampaigns,
    @Inject(NUMBER_LOOKUP) private readonly lookup: NumberLookup,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get('checks')
  @RequirePermission('hlr.view')
  @RequiresFeature('hlr')
  @RouteSummary('Checks of numbers and their results', ['text/csv'])
  @ZodResponse(pageSchema(hlrCheckSchema))
  async list(
    @ZodQuery(hlrCheckListQuerySchema) query: HlrCheckListQuery,
    @WantsCsv() csv: CsvRequest | null,
  ): Promise<unknown> {
    return listResponse(query, csv, { name: 'hlr-checks', columns: CSV, load: (page) => this.view.page(page) });
  }

  @Get('summary')
  @RequirePermission('hlr.view')
  @RequiresFeature('hlr')
  @RouteSummary('The billing period so far: results, what was charged, how the provider is')
  @ZodResponse(hlrSummarySchema)
  async summary(): Promise<HlrSummary> {
    const { period, used, packs, chargeGrosze } = await this.usage.of('hlr');
    const { cached, failed, waiting, ...results } = await this.view.counts(period);
    const { pausedUntil, lastError } = await this.settings.provider();
    const paused = pausedUntil !== null && pausedUntil > this.clock.now();
    return {
      ...{ period, results, cached, failed, waiting, charged: used, packs, chargeGrosze },
      pausedUntil: paused ? new Date(pausedUntil).toISOString() : null,
      lastError,
    };
  }

  @Get('settings')
  @RequirePermission('hlr.view')
  @RequiresFeature('hlr')
  @RouteSummary('When numbers are checked and what follows')
  @ZodResponse(hlrSettingsSchema)
  async read(): Promise<HlrSettings> {
    return { ...(await this.settings.read()), provided: this.lookup.atOnce > 0 };
  }

  @Put('settings')
  @RequirePermission('hlr.manage')
  @RequiresFeature('hlr')
  @RouteSummary('Changes when numbers are checked and what follows')
  @ZodResponse(hlrSettingsSchema)
  async save(
    @ZodBody(saveHlrSettingsSchema) body: SaveHlrSettings,
    @RequestCause() cause: Cause,
  ): Promise<HlrSettings> {
    valueOr(
      await this.settings.save(body, { ...cause, at: this.clock.now() }),
      ({ code }) => new ProblemException(409, code),
    );
    return this.read();
  }

  @Post('checks')
  @HttpCode(200)
  @RequirePermission('hlr.check')
  @RequiresFeature('hlr')
  @RouteSummary('Has numbers checked, or those of all records of a campaign')
  @ZodResponse(askedHlrSchema)
  async ask(
    @CurrentUser() user: Principal,
    @ZodBody(askHlrSchema) body: AskHlr,
    @RequestCause() cause: Cause,
  ): Promise<AskedHlr> {
    const { campaignId } = body;
    if (campaignId !== null && !(await this.campaigns.seenBy(user)).has(campaignId))
      throw new ProblemException(404, 'campaign-not-found');
    return valueOr(
      await this.asking.byHand(body, { ...cause, at: this.clock.now() }),
      ({ code }) => new ProblemException(409, code),
    );
  }
}

import { Controller, Get } from '@nestjs/common';
import {
  criticalFunctionsSchema,
  criticalOutageListQuerySchema,
  criticalOutageSchema,
  pageSchema,
  type CriticalFunctions,
  type CriticalOutage,
  type CriticalOutageListQuery,
} from '#contracts';
import {
  listResponse,
  RequirePermission,
  RouteSummary,
  WantsCsv,
  ZodQuery,
  ZodResponse,
  type CsvColumn,
  type CsvRequest,
} from '../../../../platform/http';
import { FunctionStore } from '../data/function.store';
import { CheckFunctions } from '../use-cases/check-functions';

const CSV: readonly CsvColumn<CriticalOutage>[] = [
  { heading: { pl: 'Funkcja', en: 'Function' }, value: (outage) => outage.function },
  { heading: { pl: 'Od', en: 'From' }, value: ({ beganAt }) => beganAt },
  { heading: { pl: 'Do', en: 'Until' }, value: ({ endedAt }) => endedAt },
  { heading: { pl: 'Rodzaj', en: 'Kind' }, value: ({ kind }) => kind },
  { heading: { pl: 'Przyczyna', en: 'Cause' }, value: ({ detail }) => detail },
];

@Controller('critical-functions')
export class CriticalFunctionsController {
  constructor(
    private readonly functions: CheckFunctions,
    private readonly store: FunctionStore,
  ) {}

  @Get()
  @RequirePermission('system.view')
  @RouteSummary('Whether the seven critical functions work, and how available they were in 30 days')
  @ZodResponse(criticalFunctionsSchema)
  state(): Promise<CriticalFunctions> {
    return this.functions.state();
  }

  @Get('outages')
  @RequirePermission('system.view')
  @RouteSummary('When a critical function did not work, newest first', ['text/csv'])
  @ZodResponse(pageSchema(criticalOutageSchema))
  outages(
    @ZodQuery(criticalOutageListQuerySchema) query: CriticalOutageListQuery,
    @WantsCsv() csv: CsvRequest | null,
  ): Promise<unknown> {
    const load = (page: CriticalOutageListQuery) => this.store.outages(page);
    return listResponse(query, csv, { name: 'outages', columns: CSV, load });
  }
}

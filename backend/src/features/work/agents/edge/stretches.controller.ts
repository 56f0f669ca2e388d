import { Controller, Get } from '@nestjs/common';
import {
  pageSchema,
  statusStretchSchema,
  stretchListQuerySchema,
  type StatusStretch,
  type StretchListQuery,
} from '#contracts';
import {
  CurrentUser,
  listResponse,
  RequirePermission,
  RouteSummary,
  WantsCsv,
  ZodQuery,
  ZodResponse,
  type CsvColumn,
  type CsvRequest,
  type Principal,
} from '../../../../platform/http';
import { StretchStore } from '../data/stretch.store';

const CSV: readonly CsvColumn<StatusStretch>[] = [
  { heading: { pl: 'Agent', en: 'Agent' }, value: ({ agentName }) => agentName },
  { heading: { pl: 'Status', en: 'Status' }, value: ({ status }) => status },
  { heading: { pl: 'Powód', en: 'Reason' }, value: ({ reason, breakName }) => breakName ?? reason },
  { heading: { pl: 'Od', en: 'From' }, value: ({ since }) => since },
  { heading: { pl: 'Do', en: 'To' }, value: ({ until }) => until },
  { heading: { pl: 'Sekundy', en: 'Seconds' }, value: ({ seconds }) => seconds },
];

/** Time spent in each status: what reports of presence add up. */
@Controller('status-stretches')
export class StretchesController {
  constructor(private readonly stretches: StretchStore) {}

  @Get()
  @RequirePermission('live.view')
  @RouteSummary('Stretches of status of those whom one supervises', ['text/csv'])
  @ZodResponse(pageSchema(statusStretchSchema))
  async list(
    @CurrentUser() user: Principal,
    @ZodQuery(stretchListQuerySchema) query: StretchListQuery,
    @WantsCsv() csv: CsvRequest | null,
  ): Promise<unknown> {
    const load = (page: StretchListQuery) => this.stretches.page(page, user);
    return listResponse(query, csv, { name: 'statuses', columns: CSV, load });
  }
}

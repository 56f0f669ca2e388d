import { Controller, Delete, Get, HttpCode, Inject, Post, Put } from '@nestjs/common';
import { z } from 'zod';
import {
  blacklistEntrySchema,
  blacklistListQuerySchema,
  pageSchema,
  saveBlacklistEntrySchema,
  type BlacklistEntry,
  type BlacklistListQuery,
  type SaveBlacklistEntry,
} from '#contracts';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import {
  byId,
  foundOr404,
  listResponse,
  RequestCause,
  RequirePermission,
  RequiresFeature,
  RouteSummary,
  valueOr,
  WantsCsv,
  ZodBody,
  ZodParams,
  ZodQuery,
  ZodResponse,
  type ById,
  type Cause,
  type CsvColumn,
  type CsvRequest,
} from '../../../../platform/http';
import { Database } from '../../../../platform/database';
import { BlacklistStore } from '../data/blacklist.store';
import { patternText } from '../domain/pattern';
import { BlacklistEntries } from '../use-cases/blacklist-entries';
import { blacklistProblem } from './blacklist-problem';

const updateSchema = saveBlacklistEntrySchema.extend({ version: z.number().int() });

/** The headings are those that an import understands, so an exported list can be imported elsewhere. */
const CSV: readonly CsvColumn<BlacklistEntry>[] = [
  { heading: { pl: 'Wzorzec', en: 'Pattern' }, value: patternText },
  { heading: { pl: 'Kierunek', en: 'Direction' }, value: ({ direction }) => direction },
  { heading: { pl: 'Kampania', en: 'Campaign' }, value: ({ campaignIds }) => campaignIds.join(' ') },
  { heading: { pl: 'Powód', en: 'Reason' }, value: ({ reason }) => reason },
  { heading: { pl: 'Wygasa', en: 'Expires' }, value: ({ expiresAt }) => expiresAt },
  { heading: { pl: 'Dodał(a)', en: 'Added by' }, value: ({ addedBy }) => addedBy.name ?? addedBy.id },
  { heading: { pl: 'Dodano', en: 'Added' }, value: ({ addedAt }) => addedAt },
];

/** Numbers that are not called, and callers who are not answered. */
@Controller('blacklist')
export class BlacklistController {
  constructor(
    private readonly entries: BlacklistEntries,
    private readonly store: BlacklistStore,
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @RequirePermission('blacklist.view')
  @RequiresFeature('blacklist')
  @RouteSummary('Entries of the blacklist', ['text/csv'])
  @ZodResponse(pageSchema(blacklistEntrySchema))
  async list(
    @ZodQuery(blacklistListQuerySchema) query: BlacklistListQuery,
    @WantsCsv() csv: CsvRequest | null,
  ): Promise<unknown> {
    return listResponse(query, csv, { name: 'blacklist', columns: CSV, load: (page) => this.store.page(page) });
  }

  @Get(':id')
  @RequirePermission('blacklist.view')
  @RequiresFeature('blacklist')
  @RouteSummary('One entry')
  @ZodResponse(blacklistEntrySchema)
  async one(@ZodParams(byId) { id }: ById): Promise<BlacklistEntry> {
    return foundOr404(await this.store.find(this.database.read, id), 'entry-not-found');
  }

  @Post()
  @RequirePermission('blacklist.manage')
  @RequiresFeature('blacklist')
  @RouteSummary('A further entry; the next call follows it')
  @ZodResponse(blacklistEntrySchema, 201)
  async create(
    @ZodBody(saveBlacklistEntrySchema) body: SaveBlacklistEntry,
    @RequestCause() cause: Cause,
  ): Promise<BlacklistEntry> {
    return valueOr(await this.entries.create(body, { ...cause, at: this.clock.now() }), blacklistProblem);
  }

  @Put(':id')
  @RequirePermission('blacklist.manage')
  @RequiresFeature('blacklist')
  @RouteSummary('Changes an entry; version is the one last seen')
  @ZodResponse(blacklistEntrySchema)
  async update(
    @ZodParams(byId) { id }: ById,
    @ZodBody(updateSchema) body: z.infer<typeof updateSchema>,
    @RequestCause() cause: Cause,
  ): Promise<BlacklistEntry> {
    return valueOr(await this.entries.update(id, body, { ...cause, at: this.clock.now() }), blacklistProblem);
  }

  @Delete(':id')
  @HttpCode(204)
  @RequirePermission('blacklist.manage')
  @RequiresFeature('blacklist')
  @RouteSummary('Takes an entry off the list')
  async remove(@ZodParams(byId) { id }: ById, @RequestCause() cause: Cause): Promise<void> {
    valueOr(await this.entries.remove(id, 'removed', { ...cause, at: this.clock.now() }), blacklistProblem);
  }
}

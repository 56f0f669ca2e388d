import { Controller, Get, Inject, Post } from '@nestjs/common';
import { z } from 'zod';
import {
  blacklistImportErrorSchema,
  blacklistImportSchema,
  importBlacklistSchema,
  pageQuerySchema,
  pageSchema,
  type BlacklistImport,
  type BlacklistImportError,
  type ImportBlacklist,
} from '#contracts';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import {
  byId,
  listResponse,
  ProblemException,
  RequestCause,
  RequirePermission,
  RequiresFeature,
  RouteSummary,
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
import { BlacklistImportStore } from '../data/import.store';
import { ImportBlacklistFile } from '../use-cases/import-blacklist';

const pagesSchema = pageQuerySchema.pick({ limit: true, after: true });

const CSV: readonly CsvColumn<BlacklistImportError>[] = [
  { heading: { pl: 'Wiersz', en: 'Line' }, value: ({ line }) => line },
  { heading: { pl: 'Wzorzec', en: 'Pattern' }, value: ({ pattern }) => pattern },
  { heading: { pl: 'Pole', en: 'Field' }, value: ({ field }) => field },
  { heading: { pl: 'Reguła', en: 'Rule' }, value: ({ rule }) => rule },
];

/** Lists that are taken in as files. */
@Controller('blacklist/imports')
export class BlacklistImportsController {
  constructor(
    private readonly importing: ImportBlacklistFile,
    private readonly imports: BlacklistImportStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Post()
  @RequirePermission('blacklist.manage')
  @RequiresFeature('blacklist')
  @RouteSummary('Adds the rows of a CSV file; the answer counts what became of them')
  @ZodResponse(blacklistImportSchema, 201)
  async import(
    @ZodBody(importBlacklistSchema) body: ImportBlacklist,
    @RequestCause() cause: Cause,
  ): Promise<BlacklistImport> {
    const outcome = await this.importing.import(body, { ...cause, at: this.clock.now() });
    if (!outcome.ok)
      throw new ProblemException(400, 'validation-failed', {
        fields: [{ field: 'csv', rule: outcome.refusal.code, message: 'The first line names no column Pattern' }],
      });
    return outcome.value;
  }

  @Get(':id/errors')
  @RequirePermission('blacklist.manage')
  @RequiresFeature('blacklist')
  @RouteSummary('Rows that an import refused, kept for 30 days', ['text/csv'])
  @ZodResponse(pageSchema(blacklistImportErrorSchema))
  async errors(
    @ZodParams(byId) { id }: ById,
    @ZodQuery(pagesSchema) query: z.infer<typeof pagesSchema>,
    @WantsCsv() csv: CsvRequest | null,
  ): Promise<unknown> {
    if (!(await this.imports.exists(id))) throw new ProblemException(404, 'import-not-found');
    const load = (page: typeof query) => this.imports.errors(id, page);
    return listResponse(query, csv, { name: 'blacklist-errors', columns: CSV, load });
  }
}

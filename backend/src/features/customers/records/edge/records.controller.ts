import { Controller, Delete, Get, HttpCode, Inject, Patch, Post, Req } from '@nestjs/common';
import type { Request } from 'express';
import { z } from 'zod';
import {
  campaignRecordSchema,
  pageSchema,
  recordListQuerySchema,
  saveRecordSchema,
  submitRecordsSchema,
  submittedRecordsSchema,
  type CampaignRecord,
  type RecordListQuery,
  type SaveRecord,
  type SubmitRecords,
} from '#contracts';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { Database } from '../../../../platform/database';
import {
  byId,
  CurrentUser,
  foundOr404,
  givenFields,
  listResponse,
  patchOf,
  ProblemException,
  RequestCause,
  RequirePermission,
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
  type Principal,
} from '../../../../platform/http';
import { RecordStore } from '../data/record.store';
import { RecordCampaigns } from '../use-cases/record-campaigns';
import { Records } from '../use-cases/records';
import { SubmitRecordsUseCase, type SubmitRefusal } from '../use-cases/submit-records';
import { recordProblem } from './contact-problem';

const patchSchema = patchOf(saveRecordSchema);
const campaignsSchema = z.array(z.object({ id: z.uuid(), name: z.string() }));
const KEY = /^[\x21-\x7e]{1,200}$/;

const CSV: readonly CsvColumn<CampaignRecord>[] = [
  { heading: { pl: 'Nazwisko', en: 'Last name' }, value: ({ contact }) => contact.lastName },
  { heading: { pl: 'Imię', en: 'First name' }, value: ({ contact }) => contact.firstName },
  { heading: { pl: 'Telefony', en: 'Phones' }, value: ({ contact }) => contact.phones.join(' ') },
  { heading: { pl: 'Kampania', en: 'Campaign' }, value: ({ campaign }) => campaign.name ?? campaign.id },
  { heading: { pl: 'Klucz', en: 'Key' }, value: ({ externalKey }) => externalKey },
  { heading: { pl: 'Priorytet', en: 'Priority' }, value: ({ priority }) => priority },
  { heading: { pl: 'Źródło', en: 'Source' }, value: ({ source }) => source.name },
  { heading: { pl: 'Dodano', en: 'Added' }, value: ({ createdAt }) => createdAt },
];

/** Records of campaigns. */
@Controller('records')
export class RecordsController {
  constructor(
    private readonly store: RecordStore,
    private readonly records: Records,
    private readonly submitting: SubmitRecordsUseCase,
    private readonly campaigns: RecordCampaigns,
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @RequirePermission('records.view')
  @RouteSummary('Records of campaigns with their contacts', ['text/csv'])
  @ZodResponse(pageSchema(campaignRecordSchema))
  async list(
    @CurrentUser() user: Principal,
    @ZodQuery(recordListQuerySchema) query: RecordListQuery,
    @WantsCsv() csv: CsvRequest | null,
  ): Promise<unknown> {
    const names = await this.campaigns.seenBy(user);
    return listResponse(query, csv, { name: 'records', columns: CSV, load: (page) => this.store.page(page, names) });
  }

  @Get('campaigns')
  @RequirePermission('records.view')
  @RouteSummary('Campaigns that records can be put into')
  @ZodResponse(campaignsSchema)
  async campaignNames(@CurrentUser() user: Principal): Promise<z.infer<typeof campaignsSchema>> {
    return [...(await this.campaigns.seenBy(user))].map(([id, name]) => ({ id, name }));
  }

  @Get(':id')
  @RequirePermission('records.view')
  @RouteSummary('One record')
  @ZodResponse(campaignRecordSchema)
  async one(@CurrentUser() user: Principal, @ZodParams(byId) { id }: ById): Promise<CampaignRecord> {
    const names = await this.campaigns.seenBy(user);
    return foundOr404(await this.store.show(this.database.read, id, names), 'record-not-found');
  }

  @Post()
  @HttpCode(200)
  @RequirePermission('records.manage')
  @RouteSummary('Brings contacts into a campaign; repeated with the same Idempotency-Key it is done once')
  @ZodResponse(submittedRecordsSchema)
  async submit(
    @CurrentUser() user: Principal,
    @ZodBody(submitRecordsSchema) body: SubmitRecords,
    @RequestCause() cause: Cause,
    @Req() request: Request,
  ): Promise<z.infer<typeof submittedRecordsSchema>> {
    const key = request.header('idempotency-key');
    if (key !== undefined && !KEY.test(key)) throw new ProblemException(400, 'idempotency-key-not-valid');
    if (!(await this.campaigns.seenBy(user)).has(body.campaignId))
      throw new ProblemException(404, 'campaign-not-found');
    const done = await this.submitting.submit(body, key ?? null, { ...cause, at: this.clock.now() });
    const { records, repeated } = valueOr(done, submitProblem);
    if (repeated) request.res?.setHeader('idempotency-replayed', 'true');
    return { records };
  }

  @Patch(':id')
  @RequirePermission('records.manage')
  @RouteSummary('Changes what belongs to the record alone')
  @ZodResponse(campaignRecordSchema)
  async update(
    @CurrentUser() user: Principal,
    @ZodParams(byId) { id }: ById,
    @ZodBody(patchSchema) body: Partial<SaveRecord> & { version: number },
    @RequestCause() cause: Cause,
  ): Promise<CampaignRecord> {
    await this.one(user, { id });
    const change = givenFields(body);
    const meta = { ...cause, at: this.clock.now() };
    valueOr(await this.database.transaction((tx) => this.records.change(tx, id, change, meta)), recordProblem);
    return this.one(user, { id });
  }

  @Delete(':id')
  @HttpCode(204)
  @RequirePermission('records.manage')
  @RouteSummary('Takes a record out of its campaign; the contact stays')
  async remove(
    @CurrentUser() user: Principal,
    @ZodParams(byId) { id }: ById,
    @RequestCause() cause: Cause,
  ): Promise<void> {
    await this.one(user, { id });
    const meta = { ...cause, at: this.clock.now() };
    valueOr(await this.database.transaction((tx) => this.records.remove(tx, id, meta)), recordProblem);
  }
}

function submitProblem(refusal: SubmitRefusal): ProblemException {
  switch (refusal.code) {
    case 'campaign-not-found':
      return new ProblemException(404, refusal.code);
    case 'idempotency-key-reused':
      return new ProblemException(422, refusal.code);
    case 'limit-reached':
      return new ProblemException(409, refusal.code, { params: { meterId: refusal.meterId } });
  }
}

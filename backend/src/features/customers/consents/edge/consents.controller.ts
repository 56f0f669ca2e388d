import { Controller, Get, HttpCode, Inject, Post, Put } from '@nestjs/common';
import { z } from 'zod';
import {
  consentEntrySchema,
  consentFiguresSchema,
  consentLineSchema,
  consentListQuerySchema,
  consentPurposeIdSchema,
  consentPurposeSchema,
  contactConsentsSchema,
  importConsentsSchema,
  importedConsentsSchema,
  pageSchema,
  recordConsentSchema,
  saveConsentPurposeSchema,
  type ConsentEntry,
  type ConsentFigures,
  type ConsentLine,
  type ConsentListQuery,
  type ConsentPurpose,
  type ContactConsents,
  type ImportConsents,
  type ImportedConsents,
  type RecordConsent,
  type SaveConsentPurpose,
} from '#contracts';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { Database } from '../../../../platform/database';
import {
  byId,
  foundOr404,
  listResponse,
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
} from '../../../../platform/http';
import { ConsentLedgerView } from '../data/consent-ledger.view';
import { ConsentStore } from '../data/consent.store';
import { ConsentsOfContact } from '../use-cases/consents-of-contact';
import { ImportConsentsUseCase } from '../use-cases/import-consents';
import { Consents, type RecordConsentRefusal } from '../use-cases/consents';

const byPurpose = z.object({ purpose: consentPurposeIdSchema });

const CSV: readonly CsvColumn<ConsentLine>[] = [
  { heading: { pl: 'Kontakt', en: 'Contact' }, value: ({ contact }) => contact.name },
  { heading: { pl: 'Cel', en: 'Purpose' }, value: ({ purpose }) => purpose },
  { heading: { pl: 'Kanał', en: 'Channel' }, value: ({ channel }) => channel },
  { heading: { pl: 'Stan', en: 'State' }, value: ({ state }) => state },
  { heading: { pl: 'Kiedy', en: 'When' }, value: ({ happenedAt }) => happenedAt },
  { heading: { pl: 'Źródło', en: 'Source' }, value: ({ source }) => source },
  { heading: { pl: 'Dowód', en: 'Proof' }, value: ({ proof }) => proof },
  { heading: { pl: 'Zapisano', en: 'Recorded' }, value: ({ recordedAt }) => recordedAt },
  {
    heading: { pl: 'Kto zapisał', en: 'Recorded by' },
    value: ({ recordedByName, recordedBy }) => recordedByName ?? recordedBy,
  },
];

/** Consents of contacts, and the purposes that they are given for. */
@Controller()
export class ConsentsController {
  constructor(
    private readonly consents: Consents,
    private readonly ofContact: ConsentsOfContact,
    private readonly importing: ImportConsentsUseCase,
    private readonly store: ConsentStore,
    private readonly ledger: ConsentLedgerView,
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get('contacts/:id/consents')
  @RequirePermission('consents.view')
  @RouteSummary('What a contact has agreed to: what holds, and the whole ledger')
  @ZodResponse(contactConsentsSchema)
  async one(@ZodParams(byId) { id }: ById): Promise<ContactConsents> {
    return foundOr404(await this.ofContact.read(id), 'contact-not-found');
  }

  @Post('contacts/:id/consents')
  @RequirePermission('consents.edit')
  @RouteSummary('Records a consent or a withdrawal; it holds at once')
  @ZodResponse(consentEntrySchema, 201)
  async record(
    @ZodParams(byId) { id }: ById,
    @ZodBody(recordConsentSchema) body: RecordConsent,
    @RequestCause() cause: Cause,
  ): Promise<ConsentEntry> {
    const meta = { ...cause, at: this.clock.now() };
    const outcome = await this.database.transaction(async (tx) => {
      const goldenId = foundOr404(await this.store.goldenId(tx, id), 'contact-not-found');
      return this.consents.record(tx, goldenId, body, meta);
    });
    return valueOr(outcome, consentProblem);
  }

  @Get('consent-purposes')
  @RequirePermission('consents.view')
  @RouteSummary('What consents are given for')
  @ZodResponse(z.array(consentPurposeSchema))
  purposes(): Promise<ConsentPurpose[]> {
    return this.store.purposes(this.database.read);
  }

  @Put('consent-purposes/:purpose')
  @RequirePermission('consent-purposes.manage')
  @RouteSummary('Adds or changes a purpose')
  @ZodResponse(consentPurposeSchema)
  async savePurpose(
    @ZodParams(byPurpose) { purpose }: z.infer<typeof byPurpose>,
    @ZodBody(saveConsentPurposeSchema) body: SaveConsentPurpose,
    @RequestCause() cause: Cause,
  ): Promise<ConsentPurpose> {
    const outcome = await this.consents.savePurpose(purpose, body, { ...cause, at: this.clock.now() });
    return valueOr(outcome, ({ code }) => new ProblemException(409, code));
  }

  @Get('consents')
  @RequirePermission('consents.report')
  @RouteSummary('The ledger of everybody', ['text/csv'])
  @ZodResponse(pageSchema(consentLineSchema))
  list(
    @ZodQuery(consentListQuerySchema) query: ConsentListQuery,
    @WantsCsv() csv: CsvRequest | null,
  ): Promise<unknown> {
    return listResponse(query, csv, { name: 'consents', columns: CSV, load: (page) => this.ledger.page(page) });
  }

  @Get('consents/figures')
  @RequirePermission('consents.report')
  @RouteSummary('How many have agreed and how many refused')
  @ZodResponse(consentFiguresSchema)
  figures(): Promise<ConsentFigures> {
    return this.ledger.figures();
  }

  @Post('consents/imports')
  @HttpCode(200)
  @RequirePermission('consents.edit')
  @RouteSummary('Takes a list of consents in; contacts are found by number or mail')
  @ZodResponse(importedConsentsSchema)
  import(@ZodBody(importConsentsSchema) body: ImportConsents, @RequestCause() cause: Cause): Promise<ImportedConsents> {
    return this.importing.import(body, { ...cause, at: this.clock.now() });
  }
}

function consentProblem({ code }: RecordConsentRefusal): ProblemException {
  switch (code) {
    case 'consent-purpose-unknown':
      return new ProblemException(400, 'validation-failed', {
        fields: [{ field: 'purpose', rule: 'exists', message: 'There is no such purpose' }],
      });
    case 'consent-channel-unknown':
      return new ProblemException(400, 'validation-failed', {
        fields: [{ field: 'channel', rule: 'exists', message: 'The purpose does not speak of this channel' }],
      });
    case 'consent-in-future':
      return new ProblemException(400, 'validation-failed', {
        fields: [{ field: 'happenedAt', rule: 'not-in-future', message: 'It has not happened yet' }],
      });
  }
}

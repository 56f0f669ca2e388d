import { Controller, Get, HttpCode, Inject, Post, Put } from '@nestjs/common';
import { z } from 'zod';
import {
  consentEntrySchema,
  consentPurposeIdSchema,
  consentPurposeSchema,
  contactConsentsSchema,
  importConsentsSchema,
  importedConsentsSchema,
  recordConsentSchema,
  saveConsentPurposeSchema,
  type ConsentEntry,
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
  ProblemException,
  RequestCause,
  RequirePermission,
  RouteSummary,
  valueOr,
  ZodBody,
  ZodParams,
  ZodResponse,
  type ById,
  type Cause,
} from '../../../../platform/http';
import { ConsentStore } from '../data/consent.store';
import { ConsentsOfContact } from '../use-cases/consents-of-contact';
import { ImportConsentsUseCase } from '../use-cases/import-consents';
import { Consents, type RecordConsentRefusal } from '../use-cases/consents';

const byPurpose = z.object({ purpose: consentPurposeIdSchema });

/** Consents of contacts, and the purposes that they are given for. */
@Controller()
export class ConsentsController {
  constructor(
    private readonly consents: Consents,
    private readonly ofContact: ConsentsOfContact,
    private readonly importing: ImportConsentsUseCase,
    private readonly store: ConsentStore,
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
  savePurpose(
    @ZodParams(byPurpose) { purpose }: z.infer<typeof byPurpose>,
    @ZodBody(saveConsentPurposeSchema) body: SaveConsentPurpose,
    @RequestCause() cause: Cause,
  ): Promise<ConsentPurpose> {
    return this.consents.savePurpose(purpose, body, { ...cause, at: this.clock.now() });
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
    case 'consent-in-future':
      return new ProblemException(400, 'validation-failed', {
        fields: [{ field: 'happenedAt', rule: 'not-in-future', message: 'It has not happened yet' }],
      });
  }
}

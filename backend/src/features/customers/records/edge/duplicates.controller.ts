import { Controller, Get, HttpCode, Inject, Post } from '@nestjs/common';
import { z } from 'zod';
import {
  contactDuplicateSchema,
  contactMergeSchema,
  contactPairSchema,
  contactSchema,
  duplicateListQuerySchema,
  mergeContactsSchema,
  pageSchema,
  type Contact,
  type ContactDuplicate,
  type ContactMerge,
  type ContactPair,
  type DuplicateListQuery,
  type MergeContacts,
  type Page,
} from '#contracts';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { Database } from '../../../../platform/database';
import {
  byId,
  ProblemException,
  RequestCause,
  RequirePermission,
  RouteSummary,
  valueOr,
  ZodBody,
  ZodParams,
  ZodQuery,
  ZodResponse,
  type ById,
  type Cause,
} from '../../../../platform/http';
import { DuplicateStore } from '../data/duplicate.store';
import { MergeStore } from '../data/merge.store';
import { Duplicates } from '../use-cases/duplicates';
import { MergeContactsUseCase } from '../use-cases/merge-contacts';
import { mergeProblem } from './contact-problem';

const mergedSchema = z.object({ mergeId: z.uuid(), contact: contactSchema });
type Merged = { mergeId: string; contact: Contact };

/** Contacts that are probably one, and what people decided. */
@Controller()
export class DuplicatesController {
  constructor(
    private readonly store: DuplicateStore,
    private readonly duplicates: Duplicates,
    private readonly merges: MergeStore,
    private readonly merging: MergeContactsUseCase,
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get('contact-duplicates')
  @RequirePermission('contacts.merge')
  @RouteSummary('Pairs of contacts that are probably one, the likeliest first')
  @ZodResponse(pageSchema(contactDuplicateSchema))
  list(@ZodQuery(duplicateListQuerySchema) query: DuplicateListQuery): Promise<Page<ContactDuplicate>> {
    return this.store.page(query);
  }

  @Post('contact-duplicates/dismiss')
  @HttpCode(204)
  @RequirePermission('contacts.merge')
  @RouteSummary('They are two people: the pair is not shown again')
  async dismiss(@ZodBody(contactPairSchema) pair: ContactPair, @RequestCause() cause: Cause): Promise<void> {
    const outcome = await this.duplicates.dismiss(pair, { ...cause, at: this.clock.now() });
    valueOr(outcome, ({ code }) => new ProblemException(404, code));
  }

  @Get('contacts/:id/merges')
  @RequirePermission('contacts.merge')
  @RouteSummary('What was merged into a contact')
  @ZodResponse(z.array(contactMergeSchema))
  ofContact(@ZodParams(byId) { id }: ById): Promise<ContactMerge[]> {
    return this.merges.ofContact(this.database.read, id);
  }

  @Post('contacts/:id/merges')
  @RequirePermission('contacts.merge')
  @RouteSummary('Takes another contact over, with its records and consents')
  @ZodResponse(mergedSchema, 201)
  async merge(
    @ZodParams(byId) { id }: ById,
    @ZodBody(mergeContactsSchema) body: MergeContacts,
    @RequestCause() cause: Cause,
  ): Promise<Merged> {
    return valueOr(await this.merging.merge(id, body, { ...cause, at: this.clock.now() }), mergeProblem);
  }

  @Post('contact-merges/:id/undo')
  @HttpCode(200)
  @RequirePermission('contacts.merge')
  @RouteSummary('Undoes a merge: both contacts are there again, each with what was its own')
  @ZodResponse(mergedSchema)
  async undo(@ZodParams(byId) { id }: ById, @RequestCause() cause: Cause): Promise<Merged> {
    return valueOr(await this.merging.undo(id, { ...cause, at: this.clock.now() }), mergeProblem);
  }
}

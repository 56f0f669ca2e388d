import { Controller, Get, Inject, Patch, Post, Put } from '@nestjs/common';
import { z } from 'zod';
import {
  contactFieldSchema,
  contactMatchingSchema,
  saveContactFieldSchema,
  type ContactField,
  type ContactMatching,
  type SaveContactField,
} from '#contracts';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { Database } from '../../../../platform/database';
import {
  byId,
  CurrentUser,
  givenFields,
  patchOf,
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
  type Principal,
} from '../../../../platform/http';
import { ContactFieldStore } from '../data/contact-field.store';
import { maySee } from '../data/contact-rules';
import { ContactFields } from '../use-cases/contact-fields';
import { fieldProblem } from './contact-problem';

const patchSchema = patchOf(saveContactFieldSchema);

/** Fields that administrators define, and what contacts are recognised by. */
@Controller()
export class ContactFieldsController {
  constructor(
    private readonly fields: ContactFields,
    private readonly store: ContactFieldStore,
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get('contact-fields')
  @RequirePermission('contacts.view')
  @RouteSummary('Fields of contacts and of records, in their order; those that one may see')
  @ZodResponse(z.array(contactFieldSchema))
  async list(@CurrentUser() user: Principal): Promise<ContactField[]> {
    const all = await this.store.all(this.database.read);
    return all.filter((field) => user.permissions.has('contact-fields.manage') || maySee(user, field));
  }

  @Post('contact-fields')
  @RequirePermission('contact-fields.manage')
  @RouteSummary('A new field')
  @ZodResponse(contactFieldSchema, 201)
  async create(
    @ZodBody(saveContactFieldSchema) body: SaveContactField,
    @RequestCause() cause: Cause,
  ): Promise<ContactField> {
    return valueOr(await this.fields.create(body, { ...cause, at: this.clock.now() }), fieldProblem);
  }

  @Patch('contact-fields/:id')
  @RequirePermission('contact-fields.manage')
  @RouteSummary('Changes a field; key and type stay')
  @ZodResponse(contactFieldSchema)
  async update(
    @ZodParams(byId) { id }: ById,
    @ZodBody(patchSchema) body: Partial<SaveContactField> & { version: number },
    @RequestCause() cause: Cause,
  ): Promise<ContactField> {
    const change = givenFields(body);
    return valueOr(await this.fields.update(id, change, { ...cause, at: this.clock.now() }), fieldProblem);
  }

  @Get('contact-matching')
  @RequirePermission('contact-fields.manage')
  @RouteSummary('What contacts are recognised by')
  @ZodResponse(contactMatchingSchema)
  matching(): Promise<ContactMatching> {
    return this.store.matching(this.database.read);
  }

  @Put('contact-matching')
  @RequirePermission('contact-fields.manage')
  @RouteSummary('Changes what contacts are recognised by')
  @ZodResponse(contactMatchingSchema)
  async saveMatching(
    @ZodBody(contactMatchingSchema) body: ContactMatching,
    @RequestCause() cause: Cause,
  ): Promise<ContactMatching> {
    const saved = await this.fields.saveMatching(body, { ...cause, at: this.clock.now() });
    return valueOr(saved, ({ code }) => new ProblemException(409, code));
  }
}

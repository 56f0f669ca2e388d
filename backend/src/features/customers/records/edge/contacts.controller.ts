import { Controller, Get, Inject, Patch, Post, Req } from '@nestjs/common';
import type { Request } from 'express';
import { z } from 'zod';
import {
  contactListQuerySchema,
  contactSchema,
  idSchema,
  pageSchema,
  saveContactSchema,
  type Contact,
  type SaveContact,
} from '#contracts';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { byUser } from '../../../../kernel/event-meta';
import { parsePhoneNumber } from '../../../../kernel/phone-number';
import { Database } from '../../../../platform/database';
import {
  allPages,
  csvResponse,
  CurrentUser,
  ProblemException,
  requestIdOf,
  RequirePermission,
  RouteSummary,
  WantsCsv,
  ZodBody,
  ZodParams,
  ZodQuery,
  ZodResponse,
  type CsvColumn,
  type CsvRequest,
  type Principal,
} from '../../../../platform/http';
import { ContactStore, type ContactQuery } from '../data/contact.store';
import { Contacts, type ContactRefusal } from '../use-cases/contacts';

const byId = z.object({ id: idSchema });
type ById = z.infer<typeof byId>;
type Query = z.infer<typeof contactListQuerySchema>;
const patchSchema = z.object({
  firstName: z.string().trim().max(80).optional(),
  lastName: z.string().trim().min(1).max(80).optional(),
  company: z.string().trim().max(120).optional(),
  phones: z.array(z.string().trim().min(3).max(32)).max(10).optional(),
  emails: z.array(z.email().max(254)).max(10).optional(),
  note: z.string().max(4000).optional(),
  version: z.number().int(),
});

const CSV: readonly CsvColumn<Contact>[] = [
  { heading: { pl: 'Nazwisko', en: 'Last name' }, value: ({ lastName }) => lastName },
  { heading: { pl: 'Imię', en: 'First name' }, value: ({ firstName }) => firstName },
  { heading: { pl: 'Firma', en: 'Company' }, value: ({ company }) => company },
  { heading: { pl: 'Telefony', en: 'Phones' }, value: ({ phones }) => phones.join(' ') },
  { heading: { pl: 'E-maile', en: 'E-mails' }, value: ({ emails }) => emails.join(' ') },
];

@Controller('contacts')
export class ContactsController {
  constructor(
    private readonly contacts: Contacts,
    private readonly store: ContactStore,
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @RequirePermission('contacts.view')
  @RouteSummary('Contacts; search ignores case and Polish letters', ['text/csv'])
  @ZodResponse(pageSchema(contactSchema))
  async list(@ZodQuery(contactListQuerySchema) query: Query, @WantsCsv() csv: CsvRequest | null): Promise<unknown> {
    const phone = query.phone === undefined ? undefined : e164(query.phone);
    const wanted: ContactQuery = { ...query, phone };
    if (!csv) return this.store.page(wanted);
    return csvResponse(csv, {
      name: 'contacts',
      columns: CSV,
      rows: allPages((after) => this.store.page({ ...wanted, limit: 200, after })),
    });
  }

  @Get(':id')
  @RequirePermission('contacts.view')
  @RouteSummary('One contact')
  @ZodResponse(contactSchema)
  async one(@ZodParams(byId) { id }: ById): Promise<Contact> {
    const contact = await this.store.find(this.database.read, id);
    if (!contact) throw new ProblemException(404, 'contact-not-found');
    return contact;
  }

  @Post()
  @RequirePermission('contacts.edit')
  @RouteSummary('A new contact')
  @ZodResponse(contactSchema, 201)
  async create(
    @CurrentUser() user: Principal,
    @ZodBody(saveContactSchema) body: SaveContact,
    @Req() request: Request,
  ): Promise<Contact> {
    const { version: _version, ...contact } = body;
    const outcome = await this.contacts.create(contact, byUser(user.userId, requestIdOf(request), this.clock.now()));
    if (!outcome.ok) throw contactProblem(outcome.refusal);
    return outcome.value;
  }

  @Patch(':id')
  @RequirePermission('contacts.edit')
  @RouteSummary('Changes a contact')
  @ZodResponse(contactSchema)
  async update(
    @CurrentUser() user: Principal,
    @ZodParams(byId) { id }: ById,
    @ZodBody(patchSchema) body: z.infer<typeof patchSchema>,
    @Req() request: Request,
  ): Promise<Contact> {
    const outcome = await this.contacts.update(id, body, byUser(user.userId, requestIdOf(request), this.clock.now()));
    if (!outcome.ok) throw contactProblem(outcome.refusal);
    return outcome.value;
  }
}

const e164 = (text: string): string => {
  const parsed = parsePhoneNumber(text);
  return parsed.ok ? parsed.value.e164 : text;
};

function contactProblem(refusal: ContactRefusal): ProblemException {
  switch (refusal.code) {
    case 'contact-not-found':
      return new ProblemException(404, refusal.code);
    case 'changed-meanwhile':
      return new ProblemException(409, refusal.code);
    case 'phones-not-valid':
      return new ProblemException(400, 'validation-failed', { fields: refusal.fields });
  }
}

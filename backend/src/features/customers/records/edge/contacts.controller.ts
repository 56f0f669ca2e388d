import { Controller, Get, Inject, Patch, Post } from '@nestjs/common';
import { z } from 'zod';
import {
  contactListQuerySchema,
  contactSchema,
  pageSchema,
  saveContactSchema,
  type Contact,
  type SaveContact,
} from '#contracts';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { parsePhoneNumber } from '../../../../kernel/phone-number';
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
import { ContactStore, type ContactQuery } from '../data/contact.store';
import { Contacts, type ContactRefusal } from '../use-cases/contacts';

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
    return listResponse(wanted, csv, { name: 'contacts', columns: CSV, load: (page) => this.store.page(page) });
  }

  @Get(':id')
  @RequirePermission('contacts.view')
  @RouteSummary('One contact')
  @ZodResponse(contactSchema)
  async one(@ZodParams(byId) { id }: ById): Promise<Contact> {
    return foundOr404(await this.store.find(this.database.read, id), 'contact-not-found');
  }

  @Post()
  @RequirePermission('contacts.edit')
  @RouteSummary('A new contact')
  @ZodResponse(contactSchema, 201)
  async create(@ZodBody(saveContactSchema) body: SaveContact, @RequestCause() cause: Cause): Promise<Contact> {
    const { version: _version, ...contact } = body;
    return valueOr(await this.contacts.create(contact, { ...cause, at: this.clock.now() }), contactProblem);
  }

  @Patch(':id')
  @RequirePermission('contacts.edit')
  @RouteSummary('Changes a contact')
  @ZodResponse(contactSchema)
  async update(
    @ZodParams(byId) { id }: ById,
    @ZodBody(patchSchema) body: z.infer<typeof patchSchema>,
    @RequestCause() cause: Cause,
  ): Promise<Contact> {
    return valueOr(await this.contacts.update(id, body, { ...cause, at: this.clock.now() }), contactProblem);
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

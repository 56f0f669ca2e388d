import { Controller, Get, Inject, Patch, Post, Put } from '@nestjs/common';
import { z } from 'zod';
import {
  contactHistoryEntrySchema,
  contactHistoryQuerySchema,
  contactListQuerySchema,
  contactRoutingSchema,
  contactSchema,
  fieldValuesSchema,
  pageSchema,
  saveContactSchema,
  saveContactRoutingSchema,
  type Contact,
  type ContactHistoryEntry,
  type ContactHistoryQuery,
  type ContactRouting,
  type SaveContact,
} from '#contracts';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { parsePhoneNumber } from '../../../../kernel/phone-number';
import { Database } from '../../../../platform/database';
import {
  byId,
  CurrentUser,
  foundOr404,
  givenFields,
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
  type Principal,
} from '../../../../platform/http';
import { ContactFieldStore } from '../data/contact-field.store';
import { maySee, visibleTo } from '../data/contact-rules';
import { ContactRoutingStore, type WrittenRouting } from '../data/contact-routing.store';
import { ContactStore, type ContactQuery } from '../data/contact.store';
import { ContactHistory } from '../use-cases/contact-history';
import { ContactRoutingSettings } from '../use-cases/contact-routing-settings';
import { Contacts } from '../use-cases/contacts';
import { contactProblem } from './contact-problem';

type Query = z.infer<typeof contactListQuerySchema>;
const patchSchema = z.object({
  firstName: z.string().trim().max(80).optional(),
  lastName: z.string().trim().min(1).max(80).optional(),
  company: z.string().trim().max(120).optional(),
  phones: z.array(z.string().trim().min(3).max(32)).max(10).optional(),
  emails: z.array(z.email().max(254)).max(10).optional(),
  note: z.string().max(4000).optional(),
  fields: fieldValuesSchema.optional(),
  version: z.number().int(),
});

/** A line of the file: the contact, and how its work is routed. */
type Line = Contact & Partial<WrittenRouting>;

const CSV: readonly CsvColumn<Line>[] = [
  { heading: { pl: 'Nazwisko', en: 'Last name' }, value: ({ lastName }) => lastName },
  { heading: { pl: 'Imię', en: 'First name' }, value: ({ firstName }) => firstName },
  { heading: { pl: 'Firma', en: 'Company' }, value: ({ company }) => company },
  { heading: { pl: 'Telefony', en: 'Phones' }, value: ({ phones }) => phones.join(' ') },
  { heading: { pl: 'E-maile', en: 'E-mails' }, value: ({ emails }) => emails.join(' ') },
  {
    heading: { pl: 'Priorytet w kolejkach', en: 'Queue priority' },
    value: ({ queuePriority }) => queuePriority ?? null,
  },
  { heading: { pl: 'Umiejętności', en: 'Skills' }, value: ({ skills }) => skills ?? '' },
];

@Controller('contacts')
export class ContactsController {
  constructor(
    private readonly contacts: Contacts,
    private readonly store: ContactStore,
    private readonly routing: ContactRoutingStore,
    private readonly routingSettings: ContactRoutingSettings,
    private readonly fields: ContactFieldStore,
    private readonly history: ContactHistory,
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @RequirePermission('contacts.view')
  @RouteSummary('Contacts; search ignores case and Polish letters', ['text/csv'])
  @ZodResponse(pageSchema(contactSchema))
  async list(
    @CurrentUser() user: Principal,
    @ZodQuery(contactListQuerySchema) query: Query,
    @WantsCsv() csv: CsvRequest | null,
  ): Promise<unknown> {
    const phone = query.phone === undefined ? undefined : e164(query.phone);
    const wanted: ContactQuery = { ...query, phone };
    const fields = await this.fields.ofScope(this.database.read, null);
    const load = async (page: ContactQuery) => {
      const { items, next } = await this.store.page(page);
      const ids = csv === null ? [] : items.map(({ id }) => id);
      const routing = await this.routing.written(this.database.read, ids);
      const lines = items.map((contact): Line => ({ ...visibleTo(user, fields, contact), ...routing.get(contact.id) }));
      return { items: lines, next };
    };
    return listResponse(wanted, csv, { name: 'contacts', columns: CSV, load });
  }

  @Get(':id')
  @RequirePermission('contacts.view')
  @RouteSummary('One contact; of one that was merged, the golden one')
  @ZodResponse(contactSchema)
  async one(@CurrentUser() user: Principal, @ZodParams(byId) { id }: ById): Promise<Contact> {
    return this.show(user, foundOr404(await this.store.find(this.database.read, id), 'contact-not-found'));
  }

  @Get(':id/history')
  @RequirePermission('contacts.view')
  @RouteSummary('What happened with a contact, over all channels and campaigns, the newest first')
  @ZodResponse(z.array(contactHistoryEntrySchema))
  async past(
    @CurrentUser() user: Principal,
    @ZodParams(byId) { id }: ById,
    @ZodQuery(contactHistoryQuerySchema) query: ContactHistoryQuery,
  ): Promise<ContactHistoryEntry[]> {
    return this.history.of(id, query, user);
  }

  @Post()
  @RequirePermission('contacts.edit')
  @RouteSummary('A new contact')
  @ZodResponse(contactSchema, 201)
  async create(
    @CurrentUser() user: Principal,
    @ZodBody(saveContactSchema) body: SaveContact,
    @RequestCause() cause: Cause,
  ): Promise<Contact> {
    const meta = { ...cause, at: this.clock.now() };
    return this.show(user, valueOr(await this.contacts.create(body, meta, editorOf(user)), contactProblem));
  }

  @Patch(':id')
  @RequirePermission('contacts.edit')
  @RouteSummary('Changes a contact; every campaign it is in sees it at once')
  @ZodResponse(contactSchema)
  async update(
    @CurrentUser() user: Principal,
    @ZodParams(byId) { id }: ById,
    @ZodBody(patchSchema) body: z.infer<typeof patchSchema>,
    @RequestCause() cause: Cause,
  ): Promise<Contact> {
    const meta = { ...cause, at: this.clock.now() };
    const change = givenFields(body) as Partial<SaveContact> & { version: number };
    return this.show(user, valueOr(await this.contacts.update(id, change, meta, editorOf(user)), contactProblem));
  }

  @Get(':id/routing')
  @RequiresFeature('prioritisation')
  @RequirePermission('contacts.view')
  @RouteSummary('What a contact weighs in queues, and which skills its work asks for')
  @ZodResponse(contactRoutingSchema)
  async routingOf(@ZodParams(byId) { id }: ById): Promise<ContactRouting> {
    foundOr404(await this.store.find(this.database.read, id), 'contact-not-found');
    return this.routing.of(this.database.read, id);
  }

  @Put(':id/routing')
  @RequiresFeature('prioritisation')
  @RequirePermission('contacts.prioritise')
  @RouteSummary('Priority and required skills of a contact; its next call goes by them')
  @ZodResponse(contactRoutingSchema)
  async setRouting(
    @ZodParams(byId) { id }: ById,
    @ZodBody(saveContactRoutingSchema) body: ContactRouting,
    @RequestCause() cause: Cause,
  ): Promise<ContactRouting> {
    const meta = { ...cause, at: this.clock.now() };
    return valueOr(await this.routingSettings.save(id, body, meta), contactProblem);
  }

  private async show(user: Principal, contact: Contact): Promise<Contact> {
    return visibleTo(user, await this.fields.ofScope(this.database.read, null), contact);
  }
}

const editorOf = (user: Principal) => ({ maySee: (field: { groupIds: string[] }) => maySee(user, field) });

const e164 = (text: string): string => {
  const parsed = parsePhoneNumber(text);
  return parsed.ok ? parsed.value.e164 : text;
};

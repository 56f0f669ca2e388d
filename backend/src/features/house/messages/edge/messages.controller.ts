import { Controller, Delete, Get, HttpCode, Inject, Post } from '@nestjs/common';
import { z } from 'zod';
import {
  idSchema,
  ownMessageSchema,
  ownMessagesQuerySchema,
  pageQuerySchema,
  pageSchema,
  receiptSchema,
  sendMessageSchema,
  sentListQuerySchema,
  sentMessageSchema,
  type OwnMessage,
  type Page,
  type PageQuery,
  type Receipt,
  type SentListQuery,
  type SentMessage,
} from '#contracts';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import {
  Authenticated,
  byId,
  CurrentUser,
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
  type Principal,
} from '../../../../platform/http';
import { MessageStore } from '../data/message.store';
import { Messages, type MessageRefusal } from '../use-cases/messages';

const sentSchema = z.object({ id: idSchema });

const CSV: readonly CsvColumn<SentMessage>[] = [
  { heading: { pl: 'Wysłano', en: 'Sent' }, value: ({ sentAt }) => sentAt },
  { heading: { pl: 'Rodzaj', en: 'Kind' }, value: ({ kind }) => kind },
  { heading: { pl: 'Tytuł', en: 'Title' }, value: ({ title }) => title },
  { heading: { pl: 'Od', en: 'From' }, value: ({ from }) => from.name },
  { heading: { pl: 'Adresaci', en: 'Recipients' }, value: ({ recipients }) => recipients },
  { heading: { pl: 'Przeczytało', en: 'Have read' }, value: ({ read }) => read },
];

/** Messages to users inside the platform, with receipts. */
@Controller('messages')
export class MessagesController {
  constructor(
    private readonly messages: Messages,
    private readonly store: MessageStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get('mine')
  @Authenticated()
  @RouteSummary('What was sent to the caller, newest first')
  @ZodResponse(pageSchema(ownMessageSchema))
  mine(@CurrentUser() user: Principal, @ZodQuery(ownMessagesQuerySchema) query: PageQuery): Promise<Page<OwnMessage>> {
    return this.store.own(user.userId, query);
  }

  @Get()
  @RequirePermission('messages.send')
  @RouteSummary('What was sent, with how many have read it', ['text/csv'])
  @ZodResponse(pageSchema(sentMessageSchema))
  async sent(
    @CurrentUser() user: Principal,
    @ZodQuery(sentListQuerySchema) query: SentListQuery,
    @WantsCsv() csv: CsvRequest | null,
  ): Promise<unknown> {
    const sender = user.permissions.has('messages.announce') ? null : user.userId;
    const load = (page: SentListQuery) => this.store.sent(sender, page);
    return listResponse(query, csv, { name: 'messages', columns: CSV, load });
  }

  @Post()
  @RequirePermission('messages.send')
  @RouteSummary('Sends a message; supervisors to their own people only')
  @ZodResponse(sentSchema, 201)
  async send(
    @CurrentUser() user: Principal,
    @ZodBody(sendMessageSchema) body: z.infer<typeof sendMessageSchema>,
    @RequestCause() cause: Cause,
  ): Promise<z.infer<typeof sentSchema>> {
    return valueOr(await this.messages.send(body, user, { ...cause, at: this.clock.now() }), messageProblem);
  }

  @Get(':id/receipts')
  @RequirePermission('messages.send')
  @RouteSummary('Who has read it and when')
  @ZodResponse(pageSchema(receiptSchema))
  async receipts(
    @CurrentUser() user: Principal,
    @ZodParams(byId) { id }: ById,
    @ZodQuery(pageQuerySchema) query: PageQuery,
  ): Promise<Page<Receipt>> {
    const [found] = await this.store.byIds([id]);
    const isSeen = found?.message.from.id === user.userId || user.permissions.has('messages.announce');
    if (!found || !isSeen) throw new ProblemException(404, 'message-not-found');
    return this.store.receipts(id, query);
  }

  @Post(':id/read')
  @HttpCode(204)
  @Authenticated()
  @RouteSummary('The caller has read it')
  async read(
    @CurrentUser() user: Principal,
    @ZodParams(byId) { id }: ById,
    @RequestCause() cause: Cause,
  ): Promise<void> {
    await this.messages.read(id, user.userId, { ...cause, at: this.clock.now() });
  }

  @Delete(':id')
  @HttpCode(204)
  @RequirePermission('messages.send')
  @RouteSummary('Takes a message back: it leaves the screens of those who have it')
  async withdraw(
    @CurrentUser() user: Principal,
    @ZodParams(byId) { id }: ById,
    @RequestCause() cause: Cause,
  ): Promise<void> {
    valueOr(await this.messages.withdraw(id, user, { ...cause, at: this.clock.now() }), messageProblem);
  }
}

function messageProblem({ code }: MessageRefusal): ProblemException {
  switch (code) {
    case 'nobody-addressed':
      return new ProblemException(400, 'validation-failed', {
        fields: [{ field: 'to', rule: code, message: 'These addressees are nobody' }],
      });
    case 'maintenance-times':
      return new ProblemException(400, 'validation-failed', {
        fields: [{ field: 'endsAt', rule: code, message: 'A maintenance needs a beginning and a later end to come' }],
      });
    case 'not-supervised':
    case 'announcement-not-allowed':
      return new ProblemException(403, code);
    case 'message-not-found':
      return new ProblemException(404, code);
  }
}

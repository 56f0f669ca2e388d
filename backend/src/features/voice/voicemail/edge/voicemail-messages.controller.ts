import { Controller, Delete, Get, HttpCode, Inject, Put, Res } from '@nestjs/common';
import type { Response } from 'express';
import {
  handleVoicemailSchema,
  pageSchema,
  voicemailListQuerySchema,
  voicemailMessageSchema,
  type HandleVoicemail,
  type VoicemailListQuery,
  type VoicemailMessage,
} from '#contracts';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { Database } from '../../../../platform/database';
import { FileStore } from '../../../../platform/files';
import {
  byId,
  CurrentUser,
  foundOr404,
  listResponse,
  ProblemException,
  RequestCause,
  RequirePermission,
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
  type Principal,
} from '../../../../platform/http';
import { plainSound, sendSound, startsAnew } from '../../recordings';
import { MessageStore } from '../data/message.store';
import { KeepMessages } from '../use-cases/keep-messages';
import { readerOf } from './voicemail-reader';

const CSV: readonly CsvColumn<VoicemailMessage>[] = [
  { heading: { pl: 'Kiedy', en: 'Received' }, value: ({ receivedAt }) => receivedAt },
  { heading: { pl: 'Skrzynka', en: 'Box' }, value: ({ box }) => box.name },
  { heading: { pl: 'Numer', en: 'Number' }, value: ({ number }) => number },
  { heading: { pl: 'Sekundy', en: 'Seconds' }, value: ({ durationMs }) => Math.round(durationMs / 1000) },
  { heading: { pl: 'Stan', en: 'State' }, value: ({ state }) => state },
  { heading: { pl: 'Obsłużył(a)', en: 'Handled by' }, value: ({ handledBy }) => handledBy?.name ?? null },
  { heading: { pl: 'Notatka', en: 'Note' }, value: ({ note }) => note },
];

/** The inboxes: what callers left, to hear, to call back and to tick off. */
@Controller('voicemail/messages')
export class VoicemailMessagesController {
  constructor(
    private readonly store: MessageStore,
    private readonly keeping: KeepMessages,
    private readonly files: FileStore,
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @RequirePermission('voicemail.view')
  @RouteSummary('Messages of one’s boxes, the newest first', ['text/csv'])
  @ZodResponse(pageSchema(voicemailMessageSchema))
  async list(
    @CurrentUser() user: Principal,
    @ZodQuery(voicemailListQuerySchema) query: VoicemailListQuery,
    @WantsCsv() csv: CsvRequest | null,
  ): Promise<unknown> {
    const load = (page: VoicemailListQuery) => this.store.page(readerOf(user), page);
    return listResponse(query, csv, { name: 'voicemail', columns: CSV, load });
  }

  @Get(':id')
  @RequirePermission('voicemail.view')
  @RouteSummary('One message')
  @ZodResponse(voicemailMessageSchema)
  async one(@CurrentUser() user: Principal, @ZodParams(byId) { id }: ById): Promise<VoicemailMessage> {
    return foundOr404(await this.store.shown(readerOf(user), id), 'message-not-found');
  }

  @Get(':id/audio')
  @RequirePermission('voicemail.view')
  @RouteSummary('The sound of a message; ranges let a player jump', ['audio/wav'])
  async audio(
    @CurrentUser() user: Principal,
    @ZodParams(byId) { id }: ById,
    @RequestCause() cause: Cause,
    @Res() response: Response,
  ): Promise<void> {
    const { box } = await this.one(user, { id });
    const kept = await this.store.find(this.database.read, id);
    if (!kept || (kept.state !== 'new' && kept.state !== 'handled'))
      throw new ProblemException(409, 'recording-not-stored');
    if (startsAnew(response)) await this.keeping.heard({ id, boxId: box.id }, { ...cause, at: this.clock.now() });
    await sendSound(plainSound(this.files, kept.key), response);
  }

  @Put(':id')
  @RequirePermission('voicemail.view')
  @RouteSummary('Ticks a message off with a note, or opens it again; version is the one last seen')
  @ZodResponse(voicemailMessageSchema)
  async handle(
    @CurrentUser() user: Principal,
    @ZodParams(byId) { id }: ById,
    @ZodBody(handleVoicemailSchema) body: HandleVoicemail,
    @RequestCause() cause: Cause,
  ): Promise<VoicemailMessage> {
    const { box } = await this.one(user, { id });
    if (!(await this.keeping.handle({ id, boxId: box.id }, body, { ...cause, at: this.clock.now() })))
      throw new ProblemException(409, 'changed-meanwhile');
    return this.one(user, { id });
  }

  @Delete(':id')
  @HttpCode(204)
  @RequirePermission('voicemail.view')
  @RouteSummary('Deletes a message for good and gives its disk space back')
  async remove(
    @CurrentUser() user: Principal,
    @ZodParams(byId) { id }: ById,
    @RequestCause() cause: Cause,
  ): Promise<void> {
    await this.one(user, { id });
    await this.keeping.delete(id, 'deleted', { ...cause, at: this.clock.now() });
  }
}

import { Controller, Get, HttpCode, Inject, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { z } from 'zod';
import {
  becauseSchema,
  pageSchema,
  recordingDetailSchema,
  recordingListItemSchema,
  recordingListQuerySchema,
  type Because,
  type RecordingDetail,
  type RecordingListItem,
  type RecordingListQuery,
} from '#contracts';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import type { EventMeta } from '../../../../kernel/journal';
import {
  byId,
  CurrentUser,
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
  type Principal,
} from '../../../../platform/http';
import { RecordingVault } from '../data/recording-vault';
import { RecordingStore } from '../data/recording.store';
import { RecordingViews } from '../data/recording.view';
import { KeepRecording } from '../use-cases/keep-recording';
import { deletionProblem, scopeOf, seenRecording } from './seen-recording';
import { sendSound, startsAnew } from './send-sound';

const CSV: readonly CsvColumn<RecordingListItem>[] = [
  { heading: { pl: 'Początek', en: 'Started' }, value: ({ startedAt }) => startedAt },
  { heading: { pl: 'Długość (s)', en: 'Length (s)' }, value: ({ durationMs }) => Math.round(durationMs / 1000) },
  { heading: { pl: 'Kierunek', en: 'Direction' }, value: ({ direction }) => direction },
  { heading: { pl: 'Numer', en: 'Number' }, value: ({ number }) => number },
  { heading: { pl: 'Kontakt', en: 'Contact' }, value: ({ contact }) => contact?.name },
  { heading: { pl: 'Agent', en: 'Agent' }, value: ({ agent }) => agent?.name },
  { heading: { pl: 'Kolejka', en: 'Queue' }, value: ({ queue }) => queue?.name },
  { heading: { pl: 'Kampania', en: 'Campaign' }, value: ({ campaign }) => campaign?.name },
  { heading: { pl: 'Klasyfikator', en: 'Classifier' }, value: ({ classifierName }) => classifierName },
  { heading: { pl: 'Tagi', en: 'Tags' }, value: ({ tags }) => tags.join(', ') },
  { heading: { pl: 'Stan', en: 'State' }, value: ({ state }) => state },
  { heading: { pl: 'Powód', en: 'Reason' }, value: ({ reason }) => reason },
];

/** Recordings found, heard, kept and deleted. Which of them a person hears is said in `seen-recording`. */
@Controller('recordings')
export class RecordingsController {
  constructor(
    private readonly store: RecordingStore,
    private readonly views: RecordingViews,
    private readonly vault: RecordingVault,
    private readonly keeping: KeepRecording,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @RequirePermission('recordings.listen.all', 'recordings.listen.own')
  @RouteSummary('Recordings of supervised groups, or only of one’s own calls, by any criterion', ['text/csv'])
  @ZodResponse(pageSchema(recordingListItemSchema))
  async list(
    @CurrentUser() user: Principal,
    @ZodQuery(recordingListQuerySchema) query: RecordingListQuery,
    @WantsCsv() csv: CsvRequest | null,
  ): Promise<unknown> {
    const scope = scopeOf(user);
    const load = (page: RecordingListQuery) => this.views.page(page, scope);
    return listResponse(query, csv, { name: 'recordings', columns: CSV, load });
  }

  @Get('tags')
  @RequirePermission('recordings.listen.all', 'recordings.listen.own')
  @RouteSummary('Every tag that was given to a recording')
  @ZodResponse(z.array(z.string()))
  tags(): Promise<string[]> {
    return this.views.tags();
  }

  @Get(':id')
  @RequirePermission('recordings.listen.all', 'recordings.listen.own')
  @RouteSummary('One recording: its waveform, comments, groups and how long it is kept')
  @ZodResponse(recordingDetailSchema)
  async one(@CurrentUser() user: Principal, @ZodParams(byId) { id }: ById): Promise<RecordingDetail> {
    await seenRecording(this.store, user, id);
    return foundOr404(await this.views.find(id), 'recording-not-found');
  }

  @Get(':id/audio')
  @RequirePermission('recordings.listen.all', 'recordings.listen.own')
  @RouteSummary('The sound of a recording; ranges let a player jump', ['audio/wav'])
  async audio(
    @CurrentUser() user: Principal,
    @ZodParams(byId) { id }: ById,
    @RequestCause() cause: Cause,
    @Res() response: Response,
  ): Promise<void> {
    const recording = await seenRecording(this.store, user, id);
    if (recording.state !== 'stored') throw new ProblemException(409, 'recording-not-stored');
    if (startsAnew(response)) await this.keeping.listened(id, this.now(cause));
    const sound = {
      size: () => this.vault.size(recording),
      open: (range?: { start: number; end: number }) => this.vault.open(recording, range),
    };
    await sendSound(sound, response);
  }

  @Post(':id/deletion')
  @HttpCode(204)
  @RequirePermission('recordings.delete')
  @RouteSummary('Deletes the sound for good, with a reason, and gives its disk space back')
  async delete(
    @CurrentUser() user: Principal,
    @ZodParams(byId) { id }: ById,
    @ZodBody(becauseSchema) { reason }: Because,
    @RequestCause() cause: Cause,
  ): Promise<void> {
    await seenRecording(this.store, user, id);
    valueOr(await this.keeping.delete(id, reason, this.now(cause)), deletionProblem);
  }

  @Post(':id/hold')
  @HttpCode(200)
  @RequirePermission('recordings.manage')
  @RouteSummary('Keeps it: neither people nor rules delete it until it is released')
  @ZodResponse(recordingDetailSchema)
  async hold(
    @CurrentUser() user: Principal,
    @ZodParams(byId) { id }: ById,
    @ZodBody(becauseSchema) { reason }: Because,
    @RequestCause() cause: Cause,
  ): Promise<RecordingDetail> {
    await seenRecording(this.store, user, id);
    if (!(await this.keeping.hold(id, reason, this.now(cause)))) throw new ProblemException(409, 'changed-meanwhile');
    return this.one(user, { id });
  }

  @Post(':id/release')
  @HttpCode(200)
  @RequirePermission('recordings.manage')
  @RouteSummary('Keeps it no longer than its rule says')
  @ZodResponse(recordingDetailSchema)
  async release(
    @CurrentUser() user: Principal,
    @ZodParams(byId) { id }: ById,
    @RequestCause() cause: Cause,
  ): Promise<RecordingDetail> {
    await seenRecording(this.store, user, id);
    if (!(await this.keeping.hold(id, null, this.now(cause)))) throw new ProblemException(409, 'changed-meanwhile');
    return this.one(user, { id });
  }

  private now(cause: Cause): EventMeta {
    return { ...cause, at: this.clock.now() };
  }
}

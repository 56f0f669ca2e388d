import { Controller, Delete, Get, HttpCode, Inject, Post, Put } from '@nestjs/common';
import { z } from 'zod';
import {
  pageSchema,
  saveVoicemailBoxSchema,
  voicemailBoxListQuerySchema,
  voicemailBoxNameSchema,
  voicemailBoxSchema,
  type Page,
  type SaveVoicemailBox,
  type VoicemailBox,
  type VoicemailBoxListQuery,
  type VoicemailBoxName,
} from '#contracts';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { Database } from '../../../../platform/database';
import {
  byId,
  CurrentUser,
  foundOr404,
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
  type Principal,
} from '../../../../platform/http';
import { BoxStore } from '../data/box.store';
import { VoicemailBoxes } from '../use-cases/voicemail-boxes';
import { voicemailProblem } from './voicemail-problem';

const updateSchema = saveVoicemailBoxSchema.extend({ version: z.number().int() });
const namesQuery = z.object({ all: z.stringbool().optional() });

/** Boxes that callers speak into. */
@Controller('voicemail/boxes')
export class VoicemailBoxesController {
  constructor(
    private readonly boxes: VoicemailBoxes,
    private readonly store: BoxStore,
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @RequirePermission('voicemail.manage')
  @RouteSummary('Voicemail boxes')
  @ZodResponse(pageSchema(voicemailBoxSchema))
  async list(@ZodQuery(voicemailBoxListQuerySchema) query: VoicemailBoxListQuery): Promise<Page<VoicemailBox>> {
    return this.store.page(query);
  }

  @Get('names')
  @RequirePermission('voicemail.view')
  @RouteSummary('The boxes whose messages one sees; with `all`, every box to lead callers to')
  @ZodResponse(z.array(voicemailBoxNameSchema))
  async names(
    @CurrentUser() { userId, permissions }: Principal,
    @ZodQuery(namesQuery) { all }: z.infer<typeof namesQuery>,
  ): Promise<VoicemailBoxName[]> {
    return this.store.names(all === true || permissions.has('voicemail.manage') ? null : userId);
  }

  @Get(':id')
  @RequirePermission('voicemail.manage')
  @RouteSummary('One box')
  @ZodResponse(voicemailBoxSchema)
  async one(@ZodParams(byId) { id }: ById): Promise<VoicemailBox> {
    return foundOr404(await this.store.find(this.database.read, id), 'box-not-found');
  }

  @Post()
  @RequirePermission('voicemail.manage')
  @RouteSummary('A further box')
  @ZodResponse(voicemailBoxSchema, 201)
  async create(
    @ZodBody(saveVoicemailBoxSchema) body: SaveVoicemailBox,
    @RequestCause() cause: Cause,
  ): Promise<VoicemailBox> {
    return valueOr(await this.boxes.create(body, { ...cause, at: this.clock.now() }), voicemailProblem);
  }

  @Put(':id')
  @RequirePermission('voicemail.manage')
  @RouteSummary('Changes a box; the next caller meets it so')
  @ZodResponse(voicemailBoxSchema)
  async update(
    @ZodParams(byId) { id }: ById,
    @ZodBody(updateSchema) body: z.infer<typeof updateSchema>,
    @RequestCause() cause: Cause,
  ): Promise<VoicemailBox> {
    return valueOr(await this.boxes.update(id, body, { ...cause, at: this.clock.now() }), voicemailProblem);
  }

  @Delete(':id')
  @HttpCode(204)
  @RequirePermission('voicemail.manage')
  @RouteSummary('Removes a box that is empty and that nothing leads to')
  async remove(@ZodParams(byId) { id }: ById, @RequestCause() cause: Cause): Promise<void> {
    valueOr(await this.boxes.remove(id, { ...cause, at: this.clock.now() }), voicemailProblem);
  }
}

import { Controller, Delete, Get, HttpCode, Inject, Post, Put } from '@nestjs/common';
import { z } from 'zod';
import {
  ownGreetingSchema,
  pageSchema,
  saveVoicemailBoxSchema,
  voicemailBoxListQuerySchema,
  voicemailBoxNameSchema,
  voicemailBoxSchema,
  type OwnGreeting,
  type Page,
  type SaveVoicemailBox,
  type VoicemailBox,
  type VoicemailBoxListQuery,
  type VoicemailBoxName,
} from '#contracts';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import {
  byId,
  CurrentUser,
  foundOr404,
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
  type Principal,
} from '../../../../platform/http';
import { mayStaff } from '../../../work/routing';
import { BoxStore } from '../data/box.store';
import { VoicemailBoxes } from '../use-cases/voicemail-boxes';
import { voicemailProblem } from './voicemail-problem';
import { readerOf } from './voicemail-reader';

const updateSchema = saveVoicemailBoxSchema.extend({ version: z.number().int() });
const namesQuery = z.object({ all: z.stringbool().optional() });

/** Boxes that callers speak into. */
@Controller('voicemail/boxes')
export class VoicemailBoxesController {
  constructor(
    private readonly boxes: VoicemailBoxes,
    private readonly store: BoxStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @RequirePermission('voicemail.manage')
  @RouteSummary('Voicemail boxes of one’s people and groups')
  @ZodResponse(pageSchema(voicemailBoxSchema))
  async list(
    @CurrentUser() user: Principal,
    @ZodQuery(voicemailBoxListQuerySchema) query: VoicemailBoxListQuery,
  ): Promise<Page<VoicemailBox>> {
    return this.store.page(readerOf(user), query);
  }

  @Get('names')
  @RequirePermission('voicemail.view')
  @RouteSummary('The boxes whose messages one sees; with `all`, every box to lead callers to')
  @ZodResponse(z.array(voicemailBoxNameSchema))
  async names(
    @CurrentUser() user: Principal,
    @ZodQuery(namesQuery) { all }: z.infer<typeof namesQuery>,
  ): Promise<VoicemailBoxName[]> {
    return this.store.names(all === true ? null : readerOf(user));
  }

  @Get('mine')
  @RequirePermission('voicemail.view')
  @RouteSummary('What callers hear at my own box')
  @ZodResponse(ownGreetingSchema)
  async mine(@CurrentUser() { userId }: Principal): Promise<OwnGreeting> {
    return foundOr404(await this.boxes.ownGreeting(userId), 'box-not-found');
  }

  @Put('mine')
  @RequirePermission('voicemail.view')
  @RouteSummary('Changes what callers hear at my own box; version is the one last seen')
  @ZodResponse(ownGreetingSchema)
  async greet(
    @CurrentUser() { userId }: Principal,
    @ZodBody(ownGreetingSchema) body: OwnGreeting,
    @RequestCause() cause: Cause,
  ): Promise<OwnGreeting> {
    const meta = { ...cause, at: this.clock.now() };
    return valueOr(await this.boxes.setOwnGreeting(userId, body, meta), voicemailProblem);
  }

  @Get(':id')
  @RequirePermission('voicemail.manage')
  @RouteSummary('One box')
  @ZodResponse(voicemailBoxSchema)
  async one(@CurrentUser() user: Principal, @ZodParams(byId) { id }: ById): Promise<VoicemailBox> {
    return foundOr404(await this.store.shown(readerOf(user), id), 'box-not-found');
  }

  @Post()
  @RequirePermission('voicemail.manage')
  @RouteSummary('A further box')
  @ZodResponse(voicemailBoxSchema, 201)
  async create(
    @CurrentUser() user: Principal,
    @ZodBody(saveVoicemailBoxSchema) body: SaveVoicemailBox,
    @RequestCause() cause: Cause,
  ): Promise<VoicemailBox> {
    mayGive(user, body);
    return valueOr(await this.boxes.create(body, { ...cause, at: this.clock.now() }), voicemailProblem);
  }

  @Put(':id')
  @RequirePermission('voicemail.manage')
  @RouteSummary('Changes a box; the next caller meets it so')
  @ZodResponse(voicemailBoxSchema)
  async update(
    @CurrentUser() user: Principal,
    @ZodParams(byId) { id }: ById,
    @ZodBody(updateSchema) body: z.infer<typeof updateSchema>,
    @RequestCause() cause: Cause,
  ): Promise<VoicemailBox> {
    mayGive(user, body, await this.one(user, { id }));
    return valueOr(await this.boxes.update(id, body, { ...cause, at: this.clock.now() }), voicemailProblem);
  }

  @Delete(':id')
  @HttpCode(204)
  @RequirePermission('voicemail.manage')
  @RouteSummary('Removes a box that is empty and that nothing leads to')
  async remove(
    @CurrentUser() user: Principal,
    @ZodParams(byId) { id }: ById,
    @RequestCause() cause: Cause,
  ): Promise<void> {
    await this.one(user, { id });
    valueOr(await this.boxes.remove(id, { ...cause, at: this.clock.now() }), voicemailProblem);
  }
}

type Staff = Pick<SaveVoicemailBox, 'ownerId' | 'userIds' | 'groupIds'>;
const members = ({ ownerId, userIds, groupIds }: Staff) => ({
  groupIds,
  agentIds: ownerId === null ? userIds : [ownerId, ...userIds],
});

/** Supervisors give boxes to themselves, their people and their groups. */
function mayGive({ supervised, userId }: Principal, after: Staff, before?: Staff): void {
  const inView = supervised && { ...supervised, userIds: new Set([userId, ...supervised.userIds]) };
  if (!mayStaff(inView, members(after), before && members(before))) throw new ProblemException(403, 'not-supervised');
}

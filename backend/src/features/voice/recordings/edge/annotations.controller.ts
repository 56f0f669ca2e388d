import { Controller, Delete, Get, HttpCode, Inject, Post, Put } from '@nestjs/common';
import { z } from 'zod';
import {
  idSchema,
  pageSchema,
  recordingDetailSchema,
  recordingGroupListQuerySchema,
  recordingGroupSchema,
  recordingTagsSchema,
  saveRecordingCommentSchema,
  saveRecordingGroupSchema,
  type RecordingDetail,
  type RecordingGroup,
  type RecordingGroupListQuery,
  type RecordingTags,
  type SaveRecordingComment,
  type SaveRecordingGroup,
} from '#contracts';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import type { EventMeta } from '../../../../kernel/journal';
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
import { AnnotationStore } from '../data/annotation.store';
import { RecordingStore } from '../data/recording.store';
import { RecordingViews } from '../data/recording.view';
import { AnnotateRecording } from '../use-cases/annotate-recording';
import { seenRecording } from './seen-recording';

const commentPath = z.object({ id: idSchema, commentId: idSchema });
const groupPath = z.object({ id: idSchema, groupId: idSchema });

/** What people add to recordings. Each answers with the recording as it then is. */
@Controller()
export class AnnotationsController {
  constructor(
    private readonly recordings: RecordingStore,
    private readonly views: RecordingViews,
    private readonly store: AnnotationStore,
    private readonly annotating: AnnotateRecording,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Post('recordings/:id/comments')
  @HttpCode(200)
  @RequirePermission('recordings.annotate')
  @RouteSummary('A comment at a moment of the recording')
  @ZodResponse(recordingDetailSchema)
  async comment(
    @CurrentUser() user: Principal,
    @ZodParams(byId) { id }: ById,
    @ZodBody(saveRecordingCommentSchema) body: SaveRecordingComment,
    @RequestCause() cause: Cause,
  ): Promise<RecordingDetail> {
    await seenRecording(this.recordings, user, id);
    await this.annotating.comment(id, body, this.now(cause));
    return this.shown(id);
  }

  @Delete('recordings/:id/comments/:commentId')
  @HttpCode(200)
  @RequirePermission('recordings.annotate')
  @RouteSummary('Removes one’s own comment; who may delete recordings, anybody’s')
  @ZodResponse(recordingDetailSchema)
  async removeComment(
    @CurrentUser() user: Principal,
    @ZodParams(commentPath) { id, commentId }: z.infer<typeof commentPath>,
    @RequestCause() cause: Cause,
  ): Promise<RecordingDetail> {
    await seenRecording(this.recordings, user, id);
    const own = !user.permissions.has('recordings.delete');
    if (!(await this.annotating.removeComment(id, commentId, own, this.now(cause))))
      throw new ProblemException(404, 'comment-not-found');
    return this.shown(id);
  }

  @Put('recordings/:id/tags')
  @RequirePermission('recordings.annotate')
  @RouteSummary('The tags of a recording')
  @ZodResponse(recordingDetailSchema)
  async tag(
    @CurrentUser() user: Principal,
    @ZodParams(byId) { id }: ById,
    @ZodBody(recordingTagsSchema) { tags }: RecordingTags,
    @RequestCause() cause: Cause,
  ): Promise<RecordingDetail> {
    await seenRecording(this.recordings, user, id);
    await this.annotating.tag(id, tags, this.now(cause));
    return this.shown(id);
  }

  @Put('recordings/:id/groups/:groupId')
  @RequirePermission('recordings.annotate')
  @RouteSummary('Puts it into a group of recordings')
  @ZodResponse(recordingDetailSchema)
  group(
    @CurrentUser() user: Principal,
    @ZodParams(groupPath) path: z.infer<typeof groupPath>,
    @RequestCause() cause: Cause,
  ): Promise<RecordingDetail> {
    return this.member(user, path, true, cause);
  }

  @Delete('recordings/:id/groups/:groupId')
  @HttpCode(200)
  @RequirePermission('recordings.annotate')
  @RouteSummary('Takes it out of a group of recordings')
  @ZodResponse(recordingDetailSchema)
  ungroup(
    @CurrentUser() user: Principal,
    @ZodParams(groupPath) path: z.infer<typeof groupPath>,
    @RequestCause() cause: Cause,
  ): Promise<RecordingDetail> {
    return this.member(user, path, false, cause);
  }

  @Get('recording-groups')
  @RequirePermission('recordings.annotate')
  @RouteSummary('Groups of recordings')
  @ZodResponse(pageSchema(recordingGroupSchema))
  groups(@ZodQuery(recordingGroupListQuerySchema) query: RecordingGroupListQuery): Promise<unknown> {
    return this.store.groups(query);
  }

  @Post('recording-groups')
  @RequirePermission('recordings.annotate')
  @RouteSummary('A further group of recordings')
  @ZodResponse(recordingGroupSchema, 201)
  async addGroup(
    @ZodBody(saveRecordingGroupSchema) { name }: SaveRecordingGroup,
    @RequestCause() cause: Cause,
  ): Promise<RecordingGroup> {
    const taken = () =>
      new ProblemException(400, 'validation-failed', {
        fields: [{ field: 'name', rule: 'unique', message: 'Another group has this name' }],
      });
    const id = valueOr(await this.annotating.addGroup(name, this.now(cause)), taken);
    return foundOr404(await this.store.findGroup(id), 'group-not-found');
  }

  @Delete('recording-groups/:id')
  @HttpCode(204)
  @RequirePermission('recordings.annotate')
  @RouteSummary('Removes a group; its recordings stay')
  async removeGroup(@ZodParams(byId) { id }: ById, @RequestCause() cause: Cause): Promise<void> {
    if (!(await this.annotating.removeGroup(id, this.now(cause)))) throw new ProblemException(404, 'group-not-found');
  }

  private async member(
    user: Principal,
    { id, groupId }: z.infer<typeof groupPath>,
    member: boolean,
    cause: Cause,
  ): Promise<RecordingDetail> {
    await seenRecording(this.recordings, user, id);
    foundOr404(await this.store.findGroup(groupId), 'group-not-found');
    await this.annotating.group(groupId, id, member, this.now(cause));
    return this.shown(id);
  }

  private async shown(id: string): Promise<RecordingDetail> {
    return foundOr404(await this.views.find(id), 'recording-not-found');
  }

  private now(cause: Cause): EventMeta {
    return { ...cause, at: this.clock.now() };
  }
}

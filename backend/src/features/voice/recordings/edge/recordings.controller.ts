import { Controller, Delete, Get, HttpCode, Inject, Res } from '@nestjs/common';
import type { Response } from 'express';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { FileStore } from '../../../../platform/files';
import {
  Authenticated,
  byId,
  CurrentUser,
  oversees,
  ProblemException,
  RequestCause,
  RequirePermission,
  RouteSummary,
  ZodParams,
  type ById,
  type Cause,
  type Principal,
} from '../../../../platform/http';
import { RecordingStore, type Recording } from '../data/recording.store';
import { KeepRecording } from '../use-cases/keep-recording';
import { sendSound, startsAnew } from './send-sound';

@Controller('recordings')
export class RecordingsController {
  constructor(
    private readonly store: RecordingStore,
    private readonly keeping: KeepRecording,
    private readonly files: FileStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Either of two permissions opens it, so it is asked here: `recordings.listen.all`, or `.own` for a call one took part in. */
  @Get(':id/audio')
  @Authenticated()
  @RouteSummary('The sound of a recording; ranges let a player jump', ['audio/wav'])
  async audio(
    @CurrentUser() user: Principal,
    @ZodParams(byId) { id }: ById,
    @RequestCause() cause: Cause,
    @Res() response: Response,
  ): Promise<void> {
    const recording = await this.store.find(id);
    if (!recording || !mayListen(user, recording)) throw new ProblemException(404, 'recording-not-found');
    if (recording.state !== 'stored') throw new ProblemException(409, 'recording-not-stored');
    // A player that jumps asks for further ranges of what it has begun: that is still one listening.
    if (startsAnew(response)) await this.keeping.listened(id, { ...cause, at: this.clock.now() });
    await sendSound(this.files, recording.key, response);
  }

  @Delete(':id')
  @HttpCode(204)
  @RequirePermission('recordings.delete')
  @RouteSummary('Deletes the sound for good and gives its disk space back')
  async delete(
    @CurrentUser() user: Principal,
    @ZodParams(byId) { id }: ById,
    @RequestCause() cause: Cause,
  ): Promise<void> {
    const recording = await this.store.find(id);
    if (!recording || !inView(user, recording)) throw new ProblemException(404, 'recording-not-found');
    if (!(await this.keeping.delete(id, { ...cause, at: this.clock.now() })))
      throw new ProblemException(409, 'recording-not-stored');
  }
}

const inView = (user: Principal, { participants, queueId }: Recording): boolean =>
  oversees(user, { users: participants, queues: [queueId] });

function mayListen(user: Principal, recording: Recording): boolean {
  if (user.permissions.has('recordings.listen.all') && inView(user, recording)) return true;
  return user.permissions.has('recordings.listen.own') && recording.participants.includes(user.userId);
}

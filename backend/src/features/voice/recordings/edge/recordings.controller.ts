import { Controller, Delete, Get, HttpCode, Inject, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { idSchema } from '#contracts';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { byUser } from '../../../../kernel/event-meta';
import { FileStore } from '../../../../platform/files';
import {
  Authenticated,
  CurrentUser,
  oversees,
  ProblemException,
  requestIdOf,
  RequirePermission,
  RouteSummary,
  ZodParams,
  type Principal,
} from '../../../../platform/http';
import { RecordingStore, type Recording } from '../data/recording.store';
import { rangeOf } from '../domain/byte-range';
import { KeepRecording } from '../use-cases/keep-recording';

const byId = z.object({ id: idSchema });

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
    @ZodParams(byId) { id }: z.infer<typeof byId>,
    @Res() response: Response,
  ): Promise<void> {
    const recording = await this.store.find(id);
    if (!recording || !mayListen(user, recording)) throw new ProblemException(404, 'recording-not-found');
    if (recording.state !== 'stored') throw new ProblemException(409, 'recording-not-stored');
    await this.send(recording.key, response);
  }

  @Delete(':id')
  @HttpCode(204)
  @RequirePermission('recordings.delete')
  @RouteSummary('Deletes the sound for good and gives its disk space back')
  async delete(
    @CurrentUser() user: Principal,
    @ZodParams(byId) { id }: z.infer<typeof byId>,
    @Req() request: Request,
  ): Promise<void> {
    const recording = await this.store.find(id);
    if (!recording || !inView(user, recording)) throw new ProblemException(404, 'recording-not-found');
    const meta = byUser(user.userId, requestIdOf(request), this.clock.now());
    if (!(await this.keeping.delete(id, meta))) throw new ProblemException(409, 'recording-not-stored');
  }

  private async send(key: string, response: Response): Promise<void> {
    const size = (await this.files.isWhole(key)) ? (await this.files.find(key))?.bytes : undefined;
    if (size === undefined) throw new ProblemException(404, 'recording-file-missing');
    const range = rangeOf(response.req.headers.range, size);
    if (range === 'unsatisfiable') throw new ProblemException(416, 'range-not-satisfiable');
    const sound = await this.files.get(key, range ?? undefined);
    if (!sound) throw new ProblemException(404, 'recording-file-missing');
    response.setHeader('accept-ranges', 'bytes');
    response.setHeader('cache-control', 'private, no-store');
    response.type('audio/wav');
    const { start, end } = range ?? { start: 0, end: size - 1 };
    if (range) {
      response.status(206);
      response.setHeader('content-range', `bytes ${start}-${end}/${size}`);
    }
    response.setHeader('content-length', String(end - start + 1));
    await pipeline(sound.content, response);
  }
}

const inView = (user: Principal, { participants, queueId }: Recording): boolean =>
  oversees(user, { users: participants, queues: [queueId] });

function mayListen(user: Principal, recording: Recording): boolean {
  if (user.permissions.has('recordings.listen.all') && inView(user, recording)) return true;
  return user.permissions.has('recordings.listen.own') && recording.participants.includes(user.userId);
}

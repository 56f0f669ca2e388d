import { Controller, Get, Res } from '@nestjs/common';
import type { Response } from 'express';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { idSchema } from '#contracts';
import { config } from '../../../../platform/config';
import {
  Authenticated,
  CurrentUser,
  ProblemException,
  RouteSummary,
  ZodParams,
  type Principal,
} from '../../../../platform/http';
import { switchArea } from '../../switch';
import { RecordingStore, type Recording } from '../data/recording.store';
import { rangeOf } from '../domain/byte-range';

const byId = z.object({ id: idSchema });

@Controller('recordings')
export class RecordingsController {
  constructor(private readonly store: RecordingStore) {}

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
    await send(join(config(switchArea).recordingsDirectory, recording.path), response);
  }
}

function mayListen(user: Principal, { participants }: Recording): boolean {
  if (user.permissions.has('recordings.listen.all')) return true;
  return user.permissions.has('recordings.listen.own') && participants.includes(user.userId);
}

async function send(path: string, response: Response): Promise<void> {
  const size = await stat(path).then(
    (found) => found.size,
    () => null,
  );
  if (size === null) throw new ProblemException(404, 'recording-file-missing');
  const range = rangeOf(response.req.headers.range, size);
  if (range === 'unsatisfiable') throw new ProblemException(416, 'range-not-satisfiable');
  response.setHeader('accept-ranges', 'bytes');
  response.setHeader('cache-control', 'private, no-store');
  response.type('audio/wav');
  const { start, end } = range ?? { start: 0, end: size - 1 };
  if (range) {
    response.status(206);
    response.setHeader('content-range', `bytes ${start}-${end}/${size}`);
  }
  response.setHeader('content-length', String(end - start + 1));
  await pipeline(createReadStream(path, { start, end }), response);
}

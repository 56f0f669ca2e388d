import { Controller, Get, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { pipeline } from 'node:stream/promises';
import { scriptPictureSchema, type ScriptPicture } from '#contracts';
import {
  Authenticated,
  byId,
  foundOr404,
  RequirePermission,
  RequiresFeature,
  RouteSummary,
  valueOr,
  ZodParams,
  ZodResponse,
  type ById,
} from '../../../../platform/http';
import { ScriptPictures } from '../use-cases/script-pictures';
import { pictureProblem } from './script-problem';

/** Pictures in scripts. */
@Controller()
export class ScriptPicturesController {
  constructor(private readonly pictures: ScriptPictures) {}

  @Post('scripts/:id/pictures')
  @RequirePermission('scripts.manage')
  @RequiresFeature('scripter')
  @RouteSummary('Adds a picture: the body is the file (PNG, JPEG, WebP, GIF; 5 MB)')
  @ZodResponse(scriptPictureSchema, 201)
  async add(@ZodParams(byId) { id }: ById, @Req() request: Request): Promise<ScriptPicture> {
    return valueOr(await this.pictures.add(id, request), pictureProblem);
  }

  /** Every desk may be shown any script. */
  @Get('script-pictures/:id')
  @Authenticated()
  @RequiresFeature('scripter')
  @RouteSummary('A picture of a script', ['image/*'])
  async picture(@ZodParams(byId) { id }: ById, @Res() response: Response): Promise<void> {
    const { file, content } = foundOr404(await this.pictures.read(id), 'picture-not-found');
    response.setHeader('cache-control', 'private, max-age=86400, immutable');
    response.setHeader('content-length', String(file.bytes));
    response.type(file.mediaType);
    await pipeline(content, response);
  }
}

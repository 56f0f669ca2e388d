import { Controller, Delete, Get, Inject, Put, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { z } from 'zod';
import {
  idSchema,
  promptLanguageSchema,
  promptSchema,
  savePromptTextSchema,
  type Prompt,
  type SavePromptText,
} from '#contracts';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { byUser } from '../../../../kernel/event-meta';
import { Database } from '../../../../platform/database';
import {
  CurrentUser,
  foundOr404,
  ProblemException,
  requestIdOf,
  RequirePermission,
  RequiresFeature,
  RouteSummary,
  valueOr,
  ZodBody,
  ZodParams,
  ZodQuery,
  ZodResponse,
  type Principal,
} from '../../../../platform/http';
import { PromptStore } from '../data/prompt.store';
import { SoundFiles } from '../data/sound-files';
import { PromptSettings } from '../use-cases/prompt-settings';
import { PromptVariants } from '../use-cases/prompt-variants';
import { settingsProblem } from './settings-problem';

const placeSchema = z.object({ id: idSchema, language: promptLanguageSchema });
type Place = z.infer<typeof placeSchema>;
const soundQuery = z.object({ source: z.enum(['upload', 'recording']).default('upload') });

/** What a prompt says in one language. */
@Controller('prompts/:id/languages/:language')
export class PromptVariantsController {
  constructor(
    private readonly variants: PromptVariants,
    private readonly settings: PromptSettings,
    private readonly store: PromptStore,
    private readonly files: SoundFiles,
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get('sound')
  @RequirePermission('prompts.view')
  @RouteSummary('The sound of a prompt; a text with variables has none of its own', ['audio/wav'])
  async sound(@ZodParams(placeSchema) { id, language }: Place, @Res() response: Response): Promise<void> {
    const found = (await this.store.variants(this.database.read, id)).find((each) => each.language === language);
    if (!found) throw new ProblemException(404, 'variant-not-found');
    if (found.sound === null) throw new ProblemException(409, 'prompt-generated-live');
    const bytes = foundOr404(await this.files.read(found.sound, 16_000), 'variant-not-found');
    response.setHeader('cache-control', 'private, no-store');
    response.type('audio/wav').send(bytes);
  }

  @Put('sound')
  @RequirePermission('prompts.manage')
  @RouteSummary('Puts a sound in place: the body is the file (WAV, MP3, OGG, FLAC; 20 MB, 10 minutes)')
  @ZodResponse(promptSchema)
  async saveSound(
    @CurrentUser() user: Principal,
    @ZodParams(placeSchema) { id, language }: Place,
    @ZodQuery(soundQuery) { source }: z.infer<typeof soundQuery>,
    @Req() request: Request,
  ): Promise<Prompt> {
    return valueOr(
      await this.variants.saveSound(this.place({ id, language }, user, request), source, request),
      settingsProblem,
    );
  }

  @Put('text')
  @RequirePermission('prompts.manage')
  @RequiresFeature('text-to-speech')
  @RouteSummary('Puts a text in place, which is turned into speech now, or live when it has variables')
  @ZodResponse(promptSchema)
  async saveText(
    @CurrentUser() user: Principal,
    @ZodParams(placeSchema) { id, language }: Place,
    @ZodBody(savePromptTextSchema) body: SavePromptText,
    @Req() request: Request,
  ): Promise<Prompt> {
    return valueOr(await this.variants.saveText(this.place({ id, language }, user, request), body), settingsProblem);
  }

  @Delete()
  @RequirePermission('prompts.manage')
  @RouteSummary('Takes a language away; the last one only when nothing plays the prompt')
  @ZodResponse(promptSchema)
  async remove(
    @CurrentUser() user: Principal,
    @ZodParams(placeSchema) { id, language }: Place,
    @Req() request: Request,
  ): Promise<Prompt> {
    const { meta } = this.place({ id, language }, user, request);
    return valueOr(await this.settings.removeVariant(id, language, meta), settingsProblem);
  }

  private place({ id, language }: Place, user: Principal, request: Request) {
    return { promptId: id, language, meta: byUser(user.userId, requestIdOf(request), this.clock.now()) };
  }
}

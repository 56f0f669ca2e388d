import { Controller, Get, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { speechPreviewSchema, speechSchema, type Speech, type SpeechPreview } from '#contracts';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { byUser } from '../../../../kernel/event-meta';
import {
  CurrentUser,
  requestIdOf,
  RequirePermission,
  RequiresFeature,
  RouteSummary,
  valueOr,
  ZodBody,
  ZodResponse,
  type Principal,
} from '../../../../platform/http';
import { SPEECH_VARIABLES } from '../domain/template';
import { SPEECH_ENGINE, type SpeechEngine } from '../port/speech-engine';
import { PreviewSpeech } from '../use-cases/preview-speech';
import { settingsProblem } from './settings-problem';

@Controller('speech')
export class SpeechController {
  constructor(
    @Inject(SPEECH_ENGINE) private readonly engine: SpeechEngine,
    private readonly preview: PreviewSpeech,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @RequirePermission('prompts.view')
  @RouteSummary('The speech engine with its languages and voices')
  @ZodResponse(speechSchema)
  async about(): Promise<Speech> {
    const voices = await this.engine.voices();
    return {
      engine: voices.length > 0 ? this.engine.name : null,
      voices: [...voices],
      variables: [...SPEECH_VARIABLES],
    };
  }

  @Post('preview')
  @HttpCode(200)
  @RequirePermission('prompts.manage')
  @RequiresFeature('text-to-speech')
  @RouteSummary('Speaks a text; counts characters as a call would', ['audio/wav'])
  async speak(
    @CurrentUser() user: Principal,
    @ZodBody(speechPreviewSchema) body: SpeechPreview,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const meta = byUser(user.userId, requestIdOf(request), this.clock.now());
    const sound = valueOr(await this.preview.speak(body, meta), settingsProblem);
    response.setHeader('cache-control', 'private, no-store');
    response.type('audio/wav').send(sound);
  }
}

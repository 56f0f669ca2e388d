import { Controller, Delete, Get, HttpCode, Patch, Post, Req } from '@nestjs/common';
import type { Request } from 'express';
import { z } from 'zod';
import {
  languageSchema,
  meSchema,
  openSessionSchema,
  phoneSettingsSchema,
  type Me,
  type PhoneSettings,
  type Role,
} from '#contracts';
import {
  Authenticated,
  BeforeSession,
  CurrentUser,
  ProblemException,
  RequestCause,
  RouteSummary,
  ZodBody,
  ZodResponse,
  type Cause,
  type Principal,
} from '../../../../platform/http';
import type { WorkstationRefusal } from '../domain/open-workstation';
import { WorkstationPorts } from '../port/workstation-ports';
import { Preferences } from '../use-cases/preferences';
import { Sessions } from '../use-cases/sessions';
import { MeView } from './me.view';
import { TokenVerifier } from './token-verifier';

const preferencesSchema = z.object({ language: languageSchema });

/** The signed-in person: who it is, the workstation session, the phone. */
@Controller()
export class MeController {
  constructor(
    private readonly view: MeView,
    private readonly sessions: Sessions,
    private readonly preferences: Preferences,
    private readonly ports: WorkstationPorts,
    private readonly tokens: TokenVerifier,
  ) {}

  @Get('me')
  @BeforeSession()
  @RouteSummary('Who is signed in, with permissions and the functions of the order')
  @ZodResponse(meSchema)
  me(@CurrentUser() user: Principal): Promise<Me> {
    return this.view.of(user);
  }

  @Post('session')
  @HttpCode(200)
  @BeforeSession()
  @RouteSummary('Takes the workstation; with takeOver it ends the one elsewhere')
  @ZodResponse(meSchema)
  async open(
    @CurrentUser() user: Principal,
    @ZodBody(openSessionSchema) { takeOver }: z.infer<typeof openSessionSchema>,
    @Req() request: Request,
    @RequestCause() cause: Cause,
  ): Promise<Me> {
    const { signIn } = await this.tokens.verify((request.headers.authorization ?? '').replace(/^Bearer +/i, ''));
    const opened = await this.sessions.open(
      {
        userId: user.userId,
        role: user.role as Role,
        signIn,
        takeOver,
        ip: request.ip ?? '',
        userAgent: request.headers['user-agent'] ?? null,
      },
      cause,
    );
    if (!opened.ok) throw problemOf(opened.refusal);
    return this.view.of({ ...user, sessionId: opened.value.sessionId });
  }

  @Delete('session')
  @HttpCode(204)
  @BeforeSession()
  @RouteSummary('Gives the workstation back')
  async close(@CurrentUser() user: Principal, @RequestCause() cause: Cause): Promise<void> {
    if (user.sessionId) await this.sessions.endOf(user.userId, 'signed-out', cause);
  }

  @Get('session/phone')
  @Authenticated()
  @RouteSummary('What the browser phone needs to register')
  @ZodResponse(phoneSettingsSchema)
  async phone(@CurrentUser() user: Principal): Promise<PhoneSettings> {
    const extension = await this.view.extensionOf(user.userId);
    const settings = extension && (await this.ports.phoneSettings({ userId: user.userId, extension }));
    if (!settings) throw new ProblemException(404, 'no-phone');
    return settings;
  }

  @Patch('me/preferences')
  @BeforeSession()
  @RouteSummary('The own language')
  @ZodResponse(meSchema)
  async prefer(
    @CurrentUser() user: Principal,
    @ZodBody(preferencesSchema) { language }: z.infer<typeof preferencesSchema>,
    @RequestCause() cause: Cause,
  ): Promise<Me> {
    await this.preferences.setLanguage(user.userId, language, cause);
    return this.view.of(user);
  }
}

function problemOf(refusal: WorkstationRefusal): ProblemException {
  switch (refusal.code) {
    case 'session-elsewhere':
      return new ProblemException(409, 'session-elsewhere', { params: { busy: refusal.busy } });
    case 'licences-exhausted':
      return new ProblemException(403, 'licences-exhausted', { params: { limit: refusal.limit } });
  }
}

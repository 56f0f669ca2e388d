import { Controller, HttpCode, Inject, Post, Req } from '@nestjs/common';
import type { Request } from 'express';
import { z } from 'zod';
import {
  classifiedSchema,
  classifySchema,
  deskCallSchema,
  dtmfSchema,
  idSchema,
  transferTargetSchema,
  type Classified,
  type DeskCall,
  type TransferTarget,
} from '#contracts';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { byUser } from '../../../../kernel/event-meta';
import type { EventMeta } from '../../../../kernel/journal';
import type { Outcome } from '../../../../kernel/outcome';
import {
  byId,
  CurrentUser,
  foundOr404,
  ProblemException,
  requestIdOf,
  RequirePermission,
  RouteSummary,
  valueOr,
  ZodBody,
  ZodParams,
  ZodResponse,
  type ById,
  type Principal,
} from '../../../../platform/http';
import type { DeskCommand } from '../domain/call-commands';
import { CallDesk, type DeskRefusal } from '../use-cases/call-desk';
import { ClassifyCall } from '../use-cases/classify-call';
import { DeskCalls } from '../use-cases/desk-calls';
import { PhoneActions } from '../use-cases/phone-actions';
import { callProblem } from './call-problems';

const targetSchema = z.object({ target: transferTargetSchema });
type Target = { target: TransferTarget };

/** Actions without a body, by the last part of their path. */
const PLAIN = {
  'hang-up': 'HangUp',
  hold: 'Hold',
  resume: 'Resume',
  mute: 'Mute',
  unmute: 'Unmute',
  'start-recording': 'StartRecording',
  'pause-recording': 'PauseRecording',
  'resume-recording': 'ResumeRecording',
  'finish-wrap-up': 'FinishWrapUp',
} as const;
const plainSchema = z.object({
  id: idSchema,
  action: z.enum(Object.keys(PLAIN) as [keyof typeof PLAIN, ...(keyof typeof PLAIN)[]]),
});

/** What an agent does with his own call. Each answers with the call as it then stands on his desk. */
@Controller('calls/:id')
export class CallActionsController {
  constructor(
    private readonly desk: CallDesk,
    private readonly classifying: ClassifyCall,
    private readonly calls: DeskCalls,
    private readonly phones: PhoneActions,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Post('answer')
  @HttpCode(200)
  @RequirePermission('calls.take')
  @RouteSummary('Takes the offered call at the simulated phone; a real phone answers by itself')
  @ZodResponse(deskCallSchema)
  async answer(@CurrentUser() user: Principal, @ZodParams(byId) { id }: ById): Promise<DeskCall> {
    const answered = await this.phones.answer(id, user.userId);
    if (answered !== 'done') throw new ProblemException(409, answered);
    return this.present(id, user);
  }

  @Post('decline')
  @HttpCode(200)
  @RequirePermission('calls.take')
  @RouteSummary('Declines the offered call; it goes to the next agent')
  async decline(@CurrentUser() user: Principal, @ZodParams(byId) { id }: ById, @Req() request: Request): Promise<void> {
    await this.done(this.desk.act(id, { type: 'Decline', agentId: user.userId }, this.meta(user, request, id)));
  }

  @Post('dtmf')
  @HttpCode(200)
  @RequirePermission('calls.take')
  @RouteSummary('Sends digits to the other side')
  @ZodResponse(deskCallSchema)
  dtmf(
    @CurrentUser() user: Principal,
    @ZodParams(byId) { id }: ById,
    @ZodBody(dtmfSchema) body: z.infer<typeof dtmfSchema>,
    @Req() request: Request,
  ): Promise<DeskCall> {
    return this.act(user, request, id, { type: 'SendDigits', agentId: user.userId, digits: body.digits });
  }

  @Post('transfer')
  @HttpCode(200)
  @RequirePermission('calls.transfer')
  @RouteSummary('Blind transfer to a queue, an agent or a number')
  async transfer(
    @CurrentUser() user: Principal,
    @ZodParams(byId) { id }: ById,
    @ZodBody(targetSchema) { target }: Target,
    @Req() request: Request,
  ): Promise<void> {
    await this.done(
      this.desk.hand(id, { type: 'Transfer', agentId: user.userId, target }, this.meta(user, request, id)),
    );
  }

  @Post('consult')
  @HttpCode(200)
  @RequirePermission('calls.transfer')
  @RouteSummary('Calls a colleague or a number while the customer hears music')
  @ZodResponse(deskCallSchema)
  async consult(
    @CurrentUser() user: Principal,
    @ZodParams(byId) { id }: ById,
    @ZodBody(targetSchema) { target }: Target,
    @Req() request: Request,
  ): Promise<DeskCall> {
    await this.done(
      this.desk.hand(id, { type: 'Consult', agentId: user.userId, target }, this.meta(user, request, id)),
    );
    return this.present(id, user);
  }

  @Post('complete-transfer')
  @HttpCode(200)
  @RequirePermission('calls.transfer')
  @RouteSummary('Connects the customer with the consulted party and leaves')
  async complete(
    @CurrentUser() user: Principal,
    @ZodParams(byId) { id }: ById,
    @Req() request: Request,
  ): Promise<void> {
    await this.done(
      this.desk.act(id, { type: 'CompleteTransfer', agentId: user.userId }, this.meta(user, request, id)),
    );
  }

  @Post('return-to-caller')
  @HttpCode(200)
  @RequirePermission('calls.transfer')
  @RouteSummary('Ends the consultation and goes back to the customer')
  @ZodResponse(deskCallSchema)
  returnToCaller(
    @CurrentUser() user: Principal,
    @ZodParams(byId) { id }: ById,
    @Req() request: Request,
  ): Promise<DeskCall> {
    return this.act(user, request, id, { type: 'ReturnToCaller', agentId: user.userId });
  }

  @Post('conference')
  @HttpCode(200)
  @RequirePermission('calls.transfer')
  @RouteSummary('Customer, agent and consulted party hear each other')
  @ZodResponse(deskCallSchema)
  conference(
    @CurrentUser() user: Principal,
    @ZodParams(byId) { id }: ById,
    @Req() request: Request,
  ): Promise<DeskCall> {
    return this.act(user, request, id, { type: 'Conference', agentId: user.userId });
  }

  @Post('classify')
  @HttpCode(200)
  @RequirePermission('calls.take')
  @RouteSummary('Says what the call was about')
  @ZodResponse(classifiedSchema)
  async classify(
    @CurrentUser() user: Principal,
    @ZodParams(byId) { id }: ById,
    @ZodBody(classifySchema) body: z.infer<typeof classifySchema>,
    @Req() request: Request,
  ): Promise<Classified> {
    const given = { agentId: user.userId, ...body };
    const tasks = valueOr(await this.classifying.classify(id, given, this.meta(user, request, id)), callProblem);
    return { ...(await this.present(id, user)), ...tasks };
  }

  @Post(':action')
  @HttpCode(200)
  @RequirePermission('calls.take')
  @RouteSummary(
    'hang-up, hold, resume, mute, unmute, start-recording, pause-recording, resume-recording, finish-wrap-up',
  )
  @ZodResponse(deskCallSchema)
  plain(
    @CurrentUser() user: Principal,
    @ZodParams(plainSchema) { id, action }: z.infer<typeof plainSchema>,
    @Req() request: Request,
  ): Promise<DeskCall> {
    return this.act(user, request, id, { type: PLAIN[action], agentId: user.userId });
  }

  private async act(user: Principal, request: Request, id: string, command: DeskCommand): Promise<DeskCall> {
    await this.done(this.desk.act(id, command, this.meta(user, request, id)));
    return this.present(id, user);
  }

  private async done(outcome: Promise<Outcome<unknown, DeskRefusal>>): Promise<void> {
    const result = await outcome;
    if (!result.ok) throw callProblem(result.refusal);
  }

  private async present(id: string, user: Principal): Promise<DeskCall> {
    return foundOr404(await this.calls.of(id, user.userId), 'call-not-found');
  }

  private meta(user: Principal, request: Request, callId: string): EventMeta {
    return { ...byUser(user.userId, callId, this.clock.now()), causation: requestIdOf(request) };
  }
}

import { Controller, HttpCode, Inject, Put } from '@nestjs/common';
import { callRecordingSchema, type CallRecording } from '#contracts';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import {
  byId,
  CurrentUser,
  ProblemException,
  RequestCause,
  RequirePermission,
  RouteSummary,
  valueOr,
  ZodBody,
  ZodParams,
  type ById,
  type Cause,
  type Principal,
} from '../../../../platform/http';
import { overseesCall } from '../data/call-parties';
import { CallViews } from '../data/call.view';
import { CallDesk } from '../use-cases/call-desk';
import { callProblem } from './call-problems';

/** What a payment page does while a card number is spoken: on behalf of whoever handles the call. The agent's own keys: `CallActionsController`. */
@Controller('calls/:id/recording')
export class CallRecordingController {
  constructor(
    private readonly desk: CallDesk,
    private readonly views: CallViews,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Put()
  @HttpCode(204)
  @RequirePermission('recordings.pause')
  @RouteSummary('Pauses the recording of a conversation, or goes on with it; asking for what is so is accepted')
  async set(
    @CurrentUser() user: Principal,
    @ZodParams(byId) { id }: ById,
    @ZodBody(callRecordingSchema) { state }: CallRecording,
    @RequestCause() cause: Cause,
  ): Promise<void> {
    const [call] = await this.views.byIds([id]);
    if (!call?.agent_id || !overseesCall(user, call)) throw new ProblemException(404, 'call-not-found');
    const type = state === 'paused' ? 'PauseRecording' : 'ResumeRecording';
    const meta = { ...cause, correlation: id, at: this.clock.now() };
    valueOr(await this.desk.act(id, { type, agentId: call.agent_id }, meta), callProblem);
  }
}

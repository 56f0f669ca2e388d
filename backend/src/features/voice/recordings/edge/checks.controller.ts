import { Controller, Get, HttpCode, Inject, Post } from '@nestjs/common';
import {
  pageSchema,
  recordingCheckListQuerySchema,
  recordingCheckSchema,
  type RecordingCheck,
  type RecordingCheckListQuery,
} from '#contracts';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import {
  foundOr404,
  RequestCause,
  RequirePermission,
  RouteSummary,
  ZodQuery,
  ZodResponse,
  type Cause,
} from '../../../../platform/http';
import { CheckStore } from '../data/check.store';
import { CheckRecordings } from '../use-cases/check-recordings';

/** Proof that no recording was changed or taken away. */
@Controller('recording-checks')
export class ChecksController {
  constructor(
    private readonly store: CheckStore,
    private readonly checking: CheckRecordings,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @RequirePermission('recordings.manage')
  @RouteSummary('Checks of the chain of recordings, the newest first')
  @ZodResponse(pageSchema(recordingCheckSchema))
  list(@ZodQuery(recordingCheckListQuerySchema) query: RecordingCheckListQuery): Promise<unknown> {
    return this.store.page(query);
  }

  @Post()
  @HttpCode(201)
  @RequirePermission('recordings.manage')
  @RouteSummary('Checks every link of the chain and every stored sound, in the background')
  @ZodResponse(recordingCheckSchema, 201)
  async ask(@RequestCause() cause: Cause): Promise<RecordingCheck> {
    const id = await this.checking.ask({ ...cause, at: this.clock.now() });
    return foundOr404(await this.store.find(id), 'check-not-found');
  }
}

import { Inject, Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { byUser } from '../../../../kernel/event-meta';
import type { EventMeta } from '../../../../kernel/journal';
import type { Outcome } from '../../../../kernel/outcome';
import { requestIdOf, valueOr, type Principal } from '../../../../platform/http';
import type { Supervised } from '../data/flow.store';
import type { FlowRefusal } from '../use-cases/flow-refusals';
import { flowProblem } from './flow-problem';

/** What every route of flows needs: whose flows the user sees, what is journalled of him, and refusals as problems. */
@Injectable()
export class FlowAccess {
  constructor(@Inject(CLOCK) private readonly clock: Clock) {}

  supervised({ supervised }: Principal): Supervised {
    return supervised?.groupIds ?? null;
  }

  meta({ userId }: Principal, request: Request): EventMeta {
    return byUser(userId, requestIdOf(request), this.clock.now());
  }

  value<T>(outcome: Outcome<T, FlowRefusal>): T {
    return valueOr(outcome, flowProblem);
  }
}

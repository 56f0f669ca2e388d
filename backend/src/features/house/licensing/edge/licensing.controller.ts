import { Controller, Get, Put } from '@nestjs/common';
import { z } from 'zod';
import {
  featureSchema,
  instantSchema,
  orderSchema,
  usageSchema,
  type Feature,
  type Order,
  type Usage,
} from '#contracts';
import {
  Authenticated,
  ProblemException,
  RequestCause,
  RequirePermission,
  RouteSummary,
  ZodBody,
  ZodQuery,
  ZodResponse,
  type Cause,
} from '../../../../platform/http';
import { ChangeOrder, type OrderRefusal } from '../use-cases/change-order';
import { LicensingService } from '../use-cases/licensing.service';
import { UsageReport } from '../use-cases/usage-report';

const usageQuerySchema = z.object({ at: instantSchema.optional() });

/** The Order, the functions that it contains, and the use of its limits. */
@Controller()
export class LicensingController {
  constructor(
    private readonly licensing: LicensingService,
    private readonly changeOrder: ChangeOrder,
    private readonly usage: UsageReport,
  ) {}

  @Get('order')
  @RequirePermission('order.view')
  @RouteSummary('The Order in force')
  @ZodResponse(orderSchema)
  order(): Promise<Order> {
    return this.licensing.order();
  }

  @Put('order')
  @RequirePermission('order.manage')
  @RouteSummary('Puts another Order in force; version is the one last seen')
  @ZodResponse(orderSchema)
  async change(@ZodBody(orderSchema) order: Order, @RequestCause() cause: Cause): Promise<Order> {
    const changed = await this.changeOrder.change(order, cause);
    if (!changed.ok) throw problemOf(changed.refusal);
    return changed.value;
  }

  @Get('features')
  @Authenticated()
  @RouteSummary('Every function, and whether the Order contains it')
  @ZodResponse(z.array(featureSchema))
  features(): Promise<Feature[]> {
    return this.licensing.features();
  }

  @Get('usage')
  @RequirePermission('order.view')
  @RouteSummary('Use against limits in the billing period around a moment, now when left out')
  @ZodResponse(z.array(usageSchema))
  report(@ZodQuery(usageQuerySchema) { at }: z.infer<typeof usageQuerySchema>): Promise<Usage[]> {
    return this.usage.at(at === undefined ? undefined : Date.parse(at));
  }
}

function problemOf(refusal: OrderRefusal): ProblemException {
  switch (refusal.code) {
    case 'stale-version':
      return new ProblemException(409, 'stale-version');
    case 'order-invalid':
      return new ProblemException(400, 'validation-failed', { fields: refusal.errors });
  }
}

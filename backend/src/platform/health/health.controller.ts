import { Controller, Get, Res } from '@nestjs/common';
import type { Response } from 'express';
import { healthReportSchema, healthSchema, type Health, type HealthReport } from '#contracts';
import { Public, RequirePermission, ZodResponse } from '../http';
import { HealthRegistry } from './health-registry';

/** For service managers and load balancers; what exactly is wrong is for administrators. */
@Controller()
export class HealthController {
  constructor(private readonly health: HealthRegistry) {}

  /** The process runs and answers; restart it when it does not. */
  @Get('health/live')
  @Public()
  @ZodResponse(healthSchema)
  live(): Health {
    return { status: 'ok' };
  }

  /** 503 while nothing can be done here; send requests elsewhere. */
  @Get('health/ready')
  @Public()
  @ZodResponse(healthSchema)
  async ready(@Res({ passthrough: true }) response: Response): Promise<Health> {
    const { status } = await this.health.report();
    if (status === 'unavailable') response.status(503);
    response.setHeader('cache-control', 'no-store');
    return { status };
  }

  @Get('system/health')
  @RequirePermission('system.view')
  @ZodResponse(healthReportSchema)
  report(): Promise<HealthReport> {
    return this.health.report();
  }
}

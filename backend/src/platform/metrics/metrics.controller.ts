import { Controller, Get, Header, Req } from '@nestjs/common';
import type { Request } from 'express';
import { ProblemException, Public, RequirePermission, RouteSummary } from '../http';
import { MetricsRegistry } from './metrics-registry';

const TEXT = 'text/plain; version=0.0.4; charset=utf-8';

const LOOPBACK = /^(127\.|::1$|::ffff:127\.)/;

/** Numbers for Prometheus on the box itself, and for an administrator from anywhere. */
@Controller()
export class MetricsController {
  constructor(private readonly metrics: MetricsRegistry) {}

  /** Only from this machine and not through the proxy; for everybody else there is nothing here. */
  @Get('metrics')
  @Public()
  @Header('content-type', TEXT)
  @RouteSummary('Metrics in the Prometheus format, on the loopback interface only', ['text/plain'])
  local(@Req() request: Request): Promise<string> {
    const forwarded = request.headers['x-forwarded-for'] ?? request.headers['forwarded'];
    if (forwarded !== undefined || !LOOPBACK.test(request.socket.remoteAddress ?? ''))
      throw new ProblemException(404, 'route-not-found');
    return this.metrics.text();
  }

  @Get('system/metrics')
  @RequirePermission('system.view')
  @Header('content-type', TEXT)
  @RouteSummary('Metrics in the Prometheus format', ['text/plain'])
  remote(): Promise<string> {
    return this.metrics.text();
  }
}

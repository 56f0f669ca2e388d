import { Injectable, type NestMiddleware } from '@nestjs/common';
import type { NextFunction, Request, Response } from 'express';
import { MetricsRegistry } from './metrics-registry';

/** How long requests take, by route (never by path: ids would make a series each). */
@Injectable()
export class HttpMetrics implements NestMiddleware {
  private readonly durations;

  constructor(registry: MetricsRegistry) {
    this.durations = registry.histogram({
      name: 'http_request_duration_seconds',
      help: 'Time from the request to the end of its answer',
      labels: ['method', 'route', 'status'],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    });
  }

  use(request: Request, response: Response, next: NextFunction): void {
    const started = performance.now();
    response.once('finish', () => {
      const route = (request.route as { path?: unknown } | undefined)?.path;
      const labels = {
        method: request.method,
        route: typeof route === 'string' ? route : 'none',
        status: String(response.statusCode),
      };
      this.durations.observe(labels, (performance.now() - started) / 1_000);
    });
    next();
  }
}

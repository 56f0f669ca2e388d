import { Global, Module, RequestMethod, type MiddlewareConsumer, type NestModule } from '@nestjs/common';
import { HttpMetrics } from './http-metrics';
import { MetricsController } from './metrics.controller';
import { MetricsRegistry } from './metrics-registry';
import { PlatformGauges } from './platform-gauges';

@Global()
@Module({
  controllers: [MetricsController],
  providers: [MetricsRegistry, PlatformGauges],
  exports: [MetricsRegistry],
})
export class MetricsModule implements NestModule {
  configure(consumer: MiddlewareConsumer): void {
    consumer.apply(HttpMetrics).forRoutes({ path: '{*any}', method: RequestMethod.ALL });
  }
}

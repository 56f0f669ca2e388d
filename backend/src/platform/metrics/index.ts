/** Numbers for Prometheus. A feature takes `MetricsRegistry` and declares its own. */
export { MetricsModule } from './metrics.module';
export { MetricsRegistry } from './metrics-registry';

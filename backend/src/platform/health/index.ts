/** How we are. A feature takes `HealthRegistry` and registers what it can say. */
export { HealthModule } from './health.module';
export { HealthRegistry, type HealthContributor } from './health-registry';

import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry, type CollectFunction } from 'prom-client';
import { config } from '../config';

interface Named<Label extends string> {
  /** `centrala_` is put in front. Units in the name: `_seconds`, `_bytes`, `_total`. */
  readonly name: string;
  readonly help: string;
  readonly labels?: readonly Label[];
}

/** The numbers of this process, in Prometheus' words. Every application has its own, so that tests do not meet. */
@Injectable()
export class MetricsRegistry {
  readonly registry = new Registry();

  constructor() {
    const { environment, node } = config('process');
    this.registry.setDefaultLabels({ node });
    if (environment !== 'test') collectDefaultMetrics({ register: this.registry });
  }

  counter<Label extends string>(metric: Named<Label>): Counter<Label> {
    return new Counter(this.settings(metric));
  }

  /** `collect` is called when somebody looks: set the gauge there. */
  gauge<Label extends string>(metric: Named<Label>, collect?: CollectFunction<Gauge<Label>>): Gauge<Label> {
    return new Gauge({ ...this.settings(metric), ...(collect && { collect }) });
  }

  histogram<Label extends string>(metric: Named<Label> & { buckets: number[] }): Histogram<Label> {
    return new Histogram({ ...this.settings(metric), buckets: metric.buckets });
  }

  /** Everything in Prometheus' text format. */
  async text(): Promise<string> {
    return this.registry.metrics();
  }

  private settings<Label extends string>({ name, help, labels = [] }: Named<Label>) {
    return { name: `centrala_${name}`, help, labelNames: [...labels], registers: [this.registry] };
  }
}

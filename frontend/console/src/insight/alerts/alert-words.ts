import { inject, Injectable } from '@angular/core';
import { TranslocoService } from '@jsverse/transloco';
import {
  METRIC_WORDS,
  type Alert,
  type AlertMetric,
  type AlertSource,
  type AlertWatch,
  type MetricUnit,
} from '#contracts';
import { Api } from '../../platform/http/api';
import { Language } from '../../platform/language/language';
import { clockText } from '../../platform/time/formats';

/** Alerts in words: conditions, numbers and their units. */
@Injectable({ providedIn: 'root' })
export class AlertWords {
  private readonly transloco = inject(TranslocoService);
  private readonly language = inject(Language);
  private readonly loaded = inject(Api).get<AlertMetric[]>('/alert-metrics');
  private metrics: readonly AlertMetric[] = [];

  /** Resolves with everything that a threshold can watch; before, numbers are shown without their unit. */
  async all(): Promise<readonly AlertMetric[]> {
    this.metrics = await this.loaded;
    return this.metrics;
  }

  unitOf(source: AlertSource, metric: string): MetricUnit {
    return this.metrics.find((each) => each.source === source && each.metric === metric)?.unit ?? 'count';
  }

  metric(metric: string): string {
    return METRIC_WORDS[metric]?.[this.language.current()] ?? metric;
  }

  condition(watch: AlertWatch): string {
    const t = (key: string, values: object) => this.transloco.translate<string>(`alertConditions.${key}`, values);
    if (watch.kind === 'threshold') {
      const unit = this.unitOf(watch.source, watch.metric);
      const said = { metric: this.metric(watch.metric), limit: this.number(watch.limit, unit) };
      const lasting = watch.forSeconds > 0 ? `, ${t('lasting', { time: clockText(watch.forSeconds) })}` : '';
      return t(watch.side, said) + lasting;
    }
    const event = this.transloco.translate<string>(`alertEvents.${watch.event}`);
    return watch.kind === 'count'
      ? t('count', { event, limit: watch.limit, time: clockText(watch.windowSeconds) })
      : t('absence', { event, time: clockText(watch.afterSeconds) });
  }

  value({ value, watch }: Alert): string {
    if (value === null) return '–';
    if (watch.kind === 'absence') return clockText(value);
    return this.number(value, watch.kind === 'threshold' ? this.unitOf(watch.source, watch.metric) : 'count');
  }

  private number(value: number, unit: MetricUnit): string {
    if (unit === 'seconds') return clockText(value);
    const style = unit === 'share' ? { style: 'percent', maximumFractionDigits: 0 } : { maximumFractionDigits: 2 };
    return value.toLocaleString(this.language.locale, style as Intl.NumberFormatOptions);
  }
}

import { ChangeDetectionStrategy, Component, computed, effect, inject, input, signal } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import type { PacingPoint } from '#contracts';
import { Chart, type ChartSeries } from '../../../../ui';
import { Api } from '../../platform/http/api';
import { Language } from '../../platform/language/language';
import { Vocabulary } from '../../platform/language/vocabulary';

const EVERY_MS = 2000;

/** What the pacer of a predictive campaign decides, and from what, while one looks at it. */
@Component({
  selector: 'app-campaign-pacing',
  imports: [TranslocoDirective, Chart],
  template: `
    <ng-container *transloco="let t">
      @if (last(); as now) {
        <section class="card">
          <header>
            <h2>{{ t('pacing.title') }}</h2>
            <p class="muted">{{ t('pacing.limitedBy') }} {{ t('pacingLimits.' + now.limitedBy) }}</p>
          </header>
          <dl class="tabular">
            <div>
              <dt>{{ t('pacing.answerRate') }}</dt>
              <dd>{{ percent(now.answerRate) }}</dd>
            </div>
            <div>
              <dt>{{ t('pacing.ring') }}</dt>
              <dd>{{ seconds(now.ringSeconds) }}</dd>
            </div>
            <div>
              <dt>{{ t('pacing.residualTalk') }}</dt>
              <dd>{{ seconds(now.residualTalkSeconds) }}</dd>
            </div>
            <div>
              <dt>{{ t('pacing.budget') }}</dt>
              <dd>{{ figure(now.budget.remaining) }}</dd>
            </div>
            <div>
              <dt>{{ t('pacing.inFlight') }}</dt>
              <dd>{{ now.calls.inFlight }}</dd>
            </div>
          </dl>
          <div class="charts">
            <ui-chart
              [title]="t('pacing.callsAndAgents')"
              [labels]="times()"
              [labelTitle]="t('pacing.time')"
              [series]="people()"
              [height]="200"
            />
            <ui-chart
              [title]="t('pacing.rateAndBudget')"
              [labels]="times()"
              [labelTitle]="t('pacing.time')"
              [series]="budget()"
              [format]="figure"
              [height]="200"
            />
          </div>
        </section>
      }
    </ng-container>
  `,
  styles: `
    section {
      display: grid;
      gap: 12px;
      margin: 0 0 16px;
      padding: 16px;
    }
    header {
      display: flex;
      flex-wrap: wrap;
      align-items: baseline;
      justify-content: space-between;
      gap: 4px 16px;
    }
    h2,
    p {
      margin: 0;
    }
    h2 {
      font-size: 16px;
      line-height: 24px;
    }
    p,
    dt {
      font-size: 12px;
      line-height: 16px;
      color: var(--cc-muted);
    }
    dl {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(120px, 1fr));
      gap: 12px;
      margin: 0;
    }
    dd {
      margin: 0;
      font-size: 16px;
      line-height: 24px;
      font-weight: 600;
    }
    .charts {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(min(100%, 320px), 1fr));
      gap: 16px;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class CampaignPacing {
  readonly campaignId = input.required<string>();
  private readonly api = inject(Api);
  private readonly language = inject(Language);
  private readonly vocabulary = inject(Vocabulary);
  private readonly points = signal<readonly PacingPoint[]>([]);
  protected readonly last = computed(() => this.points().at(-1));
  protected readonly times = computed(() => this.points().map(({ at }) => this.clock().format(new Date(at))));
  protected readonly people = computed((): ChartSeries[] => [
    this.line('ready', ({ agents }) => agents.ready),
    this.line('talking', ({ agents }) => agents.talking),
    this.line('inFlight', ({ calls }) => calls.inFlight),
  ]);
  protected readonly budget = computed((): ChartSeries[] => [
    this.line('answerRatePercent', ({ answerRate }) => (answerRate === null ? null : 100 * answerRate)),
    this.line('ring', ({ ringSeconds }) => ringSeconds),
    this.line('residualTalk', ({ residualTalkSeconds }) => residualTalkSeconds),
    this.line('budget', ({ budget }) => budget.remaining),
  ]);

  constructor() {
    effect((onCleanup) => {
      const id = this.campaignId();
      void this.load(id);
      const timer = setInterval(() => void this.load(id), EVERY_MS);
      onCleanup(() => clearInterval(timer));
    });
  }

  protected readonly figure = (value: number): string => this.decimal().format(value);
  protected readonly percent = (share: number | null): string =>
    share === null ? '–' : `${this.figure(100 * share)} %`;
  protected readonly seconds = (value: number | null): string => (value === null ? '–' : `${this.figure(value)} s`);

  private readonly decimal = computed(
    () => new Intl.NumberFormat(this.language.current(), { maximumFractionDigits: 1 }),
  );
  private readonly clock = computed(() => {
    const zone = this.language.timeZone();
    const style = { hour: '2-digit', minute: '2-digit', second: '2-digit' } as const;
    return new Intl.DateTimeFormat(this.language.current(), { ...style, ...(zone && { timeZone: zone }) });
  });

  private line(name: string, of: (point: PacingPoint) => number | null): ChartSeries {
    return { name: this.vocabulary.word('pacing', name), kind: 'line', values: this.points().map(of) };
  }

  /** A look that fails is repeated by the next. */
  private async load(id: string): Promise<void> {
    const points = await this.api.get<PacingPoint[]>(`/campaigns/${id}/pacing`).catch(() => null);
    if (points) this.points.set(points);
  }
}

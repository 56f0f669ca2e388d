import { ChangeDetectionStrategy, Component, computed, inject, input, output } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import type { Usage } from '#contracts';
import { ErrorState, Skeleton, StatusChip, UsageBar } from '../../../../ui';
import { ProblemText } from '../../platform/http/problem-text';
import { Language } from '../../platform/language/language';
import { InstantPipe } from '../../platform/time/format-pipes';
import { bytesText, moneyText } from '../../platform/time/formats';

const MONTH_MS = 32 * 24 * 3600 * 1000;

/** Each limit of the order: how much is used, of how much, and what the rest costs. */
@Component({
  selector: 'app-usage-panel',
  imports: [TranslocoDirective, ErrorState, Skeleton, StatusChip, UsageBar, InstantPipe],
  template: `
    <ng-container *transloco="let t">
      @if (usage(); as all) {
        <ul>
          @for (meter of all; track meter.meterId) {
            <li class="card">
              <div class="head">
                <h2>{{ name(meter) }}</h2>
                <ui-status-chip [tone]="meter.kind === 'metered' ? 'quiet' : 'busy'">{{
                  t('order.kinds.' + meter.kind)
                }}</ui-status-chip>
              </div>
              <p class="figures tabular">
                <strong>{{ amount(meter, meter.used) }}</strong> / {{ amount(meter, limit(meter)) }}
              </p>
              <ui-usage-bar [used]="meter.used" [limit]="limit(meter)" [label]="name(meter)" />
              <p class="muted small">
                @if (meter.overage > 0) {
                  <span class="over">{{
                    t('order.overage', { amount: amount(meter, meter.overage), charge: money(meter.chargeGrosze) })
                  }}</span>
                }
                @if (meter.hardStop !== null) {
                  {{ t('order.stopsAt', { amount: amount(meter, meter.hardStop) }) }}
                }
                @if (isPeriodic(meter)) {
                  <time>{{ meter.period.from | instant: 'date' }} – {{ lastDay(meter) | instant: 'date' }}</time>
                }
              </p>
            </li>
          }
        </ul>
      } @else if (error()) {
        <ui-error-state [message]="problem()" (retry)="retry.emit()" />
      } @else {
        <ui-skeleton [rows]="8" />
      }
    </ng-container>
  `,
  styles: `
    ul {
      display: grid;
      grid-template-columns: repeat(auto-fill, minmax(280px, 1fr));
      gap: 12px;
      margin: 0;
      padding: 2px;
      list-style: none;
    }
    li {
      display: flex;
      flex-direction: column;
      gap: 8px;
      padding: 14px 16px;
    }
    .head {
      display: flex;
      gap: 8px;
      align-items: flex-start;
      justify-content: space-between;
    }
    strong {
      font-size: 20px;
    }
    .small {
      font-size: 12px;
    }
    .over {
      color: var(--cc-warn);
      font-weight: 650;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class UsagePanel {
  readonly usage = input.required<readonly Usage[] | null>();
  readonly error = input<unknown>();
  readonly retry = output();
  private readonly language = inject(Language);
  private readonly problems = inject(ProblemText);
  protected readonly problem = computed(() => this.problems.of(this.error()));

  protected name({ namePl, nameEn }: Usage): string {
    return this.language.current() === 'pl' ? namePl : nameEn;
  }

  protected limit({ included, packs }: Usage): number {
    return included + packs;
  }

  protected amount({ unit }: Usage, value: number): string {
    return unit === 'bytes' ? bytesText(value, this.language.locale) : value.toLocaleString(this.language.locale);
  }

  protected money(grosze: number): string {
    return moneyText(grosze, this.language.locale);
  }

  /** The period ends before its `to`. */
  protected lastDay({ period }: Usage): string {
    return new Date(Date.parse(period.to) - 1).toISOString();
  }

  /** Caps are counted at a moment; only what is billed by the month has a period worth showing. */
  protected isPeriodic({ kind, period }: Usage): boolean {
    return kind === 'metered' && Date.parse(period.to) - Date.parse(period.from) <= MONTH_MS;
  }
}

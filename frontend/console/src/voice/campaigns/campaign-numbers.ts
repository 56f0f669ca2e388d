import { ChangeDetectionStrategy, Component, computed, effect, inject, input, signal } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import type { CampaignNumbers } from '#contracts';
import { Api } from '../../platform/http/api';

const EVERY_MS = 2000;

/** How the campaign goes, while one looks at it. */
@Component({
  selector: 'app-campaign-numbers',
  imports: [TranslocoDirective],
  template: `
    <ng-container *transloco="let t">
      @if (numbers(); as now) {
        <dl class="figures tabular" [attr.aria-label]="t('campaigns.numbers')">
          <div class="card">
            <dt>{{ t('campaigns.dialling') }}</dt>
            <dd>{{ now.now.dialling }}</dd>
          </div>
          <div class="card">
            <dt>{{ t('campaigns.talking') }}</dt>
            <dd>{{ now.now.talking }}</dd>
          </div>
          <div class="card">
            <dt>{{ t('campaigns.agentsNow') }}</dt>
            <dd>{{ now.now.agentsReserved + now.now.agentsBusy }}</dd>
          </div>
          <div class="card">
            <dt>{{ t('campaigns.recordsLeft') }}</dt>
            <dd>{{ now.records.fresh + now.records.recontacts }}</dd>
          </div>
          <div class="card">
            <dt>{{ t('campaigns.reachedToday') }}</dt>
            <dd>
              {{ now.today.connected }} <small class="muted">/ {{ now.today.attempts }}</small>
            </dd>
          </div>
          @if (now.today.machines.found > 0) {
            <div class="card">
              <dt>{{ t('machines.found') }}</dt>
              <dd>
                {{ now.today.machines.found }}
                @if (now.today.machines.checked > 0) {
                  <small class="muted">
                    {{
                      t('machines.checked', { people: now.today.machines.people, checked: now.today.machines.checked })
                    }}
                  </small>
                }
              </dd>
            </div>
          }
          <div class="card" [class.alarm]="tooMany()">
            <dt>{{ t('campaigns.abandonedToday') }}</dt>
            <dd>{{ now.today.abandoned }}</dd>
          </div>
        </dl>
        @if (now.state === 'running' && now.held) {
          <p class="held">{{ t('campaigns.held') }} {{ t('dialHolds.' + now.held) }}</p>
        }
      }
    </ng-container>
  `,
  styles: `
    .figures {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(120px, 1fr));
      gap: 12px;
      margin: 0 0 16px;
    }
    .card {
      display: grid;
      align-content: space-between;
      padding: 12px 16px;
    }
    dt {
      font-size: 12px;
      line-height: 16px;
      color: var(--cc-muted);
    }
    dd {
      margin: 4px 0 0;
      font-size: 24px;
      line-height: 32px;
      font-weight: 600;
    }
    small {
      line-height: 20px;
      font-size: 14px;
      font-weight: 400;
    }
    .alarm dd {
      color: var(--cc-bad);
    }
    .held {
      margin: 0 0 16px;
      font-size: 14px;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class CampaignNumbersPanel {
  readonly campaignId = input.required<string>();
  /** Changes whenever something was done to the campaign: looks at once. */
  readonly touched = input<unknown>();
  private readonly api = inject(Api);
  protected readonly numbers = signal<CampaignNumbers | null>(null);
  /** More than three of a hundred people who answered. */
  protected readonly tooMany = computed(() => {
    const today = this.numbers()?.today;
    return today !== undefined && today.abandoned > 0.03 * (today.connected + today.abandoned);
  });

  constructor() {
    effect((onCleanup) => {
      this.touched();
      const id = this.campaignId();
      void this.load(id);
      const timer = setInterval(() => void this.load(id), EVERY_MS);
      onCleanup(() => clearInterval(timer));
    });
  }

  /** A look that fails is repeated by the next. */
  private async load(id: string): Promise<void> {
    const numbers = await this.api.get<CampaignNumbers>(`/campaigns/${id}/numbers`).catch(() => null);
    if (numbers) this.numbers.set(numbers);
  }
}

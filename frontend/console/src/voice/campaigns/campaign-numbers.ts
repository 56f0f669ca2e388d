import { ChangeDetectionStrategy, Component, computed, effect, inject, input, signal } from '@angular/core';
import { TranslocoDirective, TranslocoService } from '@jsverse/transloco';
import type { CampaignNumbers } from '#contracts';
import { Figures, type Figure } from '../../../../ui';
import { Api } from '../../platform/http/api';
import { Language } from '../../platform/language/language';

const EVERY_MS = 2000;

/** How the campaign goes, while one looks at it. */
@Component({
  selector: 'app-campaign-numbers',
  imports: [TranslocoDirective, Figures],
  template: `
    <ng-container *transloco="let t">
      @if (numbers(); as now) {
        <ui-figures [figures]="figures()" [label]="t('campaigns.numbers')" />
        @if (now.state === 'running' && now.held) {
          <p class="held">{{ t('campaigns.held') }} {{ t('dialHolds.' + now.held) }}</p>
        }
      }
    </ng-container>
  `,
  styles: `
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
  private readonly language = inject(Language);
  private readonly transloco = inject(TranslocoService);
  protected readonly numbers = signal<CampaignNumbers | null>(null);
  protected readonly figures = computed(() => {
    this.language.current();
    return figuresOf(this.numbers(), (key, values) => this.transloco.translate(key, values));
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

type Say = (key: string, values?: Record<string, unknown>) => string;

function figuresOf(numbers: CampaignNumbers | null, say: Say): Figure[] {
  if (!numbers) return [];
  const { now, records, today } = numbers;
  const { found, checked, people } = today.machines;
  // More than three of a hundred people who answered.
  const tooMany = today.abandoned > 0.03 * (today.connected + today.abandoned);
  const figure = (key: string, value: number): Figure => ({ label: say(key), value: String(value) });
  const machines = figure('machines.found', found);
  return [
    figure('campaigns.dialling', now.dialling),
    figure('campaigns.talking', now.talking),
    figure('campaigns.agentsNow', now.agentsReserved + now.agentsBusy),
    figure('campaigns.recordsLeft', records.fresh + records.recontacts),
    { ...figure('campaigns.reachedToday', today.connected), note: `/ ${today.attempts}` },
    ...(found > 0
      ? [checked + people > 0 ? { ...machines, note: say('machines.checked', { people, checked }) } : machines]
      : []),
    { ...figure('campaigns.abandonedToday', today.abandoned), ...(tooMany && { tone: 'bad' as const }) },
  ];
}

import { ChangeDetectionStrategy, Component, input } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import type { RetryOutcome } from '#contracts';
import { followControl, TextField } from '../../../../ui';
import { RETRIES, type CampaignForm } from './campaign-form';

/** How often and how soon somebody is tried again, by how the attempt ended. */
@Component({
  selector: 'app-campaign-attempts-rules',
  imports: [TranslocoDirective, TextField],
  template: `
    <ng-container *transloco="let t">
      @let fields = form().controls;
      <h2>{{ t('campaigns.again') }}</h2>
      <p class="wide muted">{{ t('campaigns.againHint') }}</p>
      <ui-text-field [control]="fields.maxAttempts" [label]="t('campaigns.maxAttempts')" type="number" />
      <ui-text-field
        [control]="fields.dailyCap"
        [label]="t('campaigns.dailyCap')"
        [hint]="t('campaigns.dailyCapHint')"
        type="number"
      />
      <ui-text-field [control]="fields.ringSeconds" [label]="t('campaigns.ringSeconds')" type="number" suffix="s" />
      <div class="wide rules">
        @for (outcome of outcomes; track outcome) {
          <div role="group" [attr.aria-label]="t('attemptOutcomes.' + outcome)">
            <span>{{ t('attemptOutcomes.' + outcome) }}</span>
            <ui-text-field
              [control]="rule(outcome).controls.everyMinutes"
              [label]="t('campaigns.every')"
              type="number"
              suffix="min"
            />
            <ui-text-field [control]="rule(outcome).controls.maximum" [label]="t('campaigns.atMost')" type="number" />
          </div>
        }
      </div>
    </ng-container>
  `,
  styles: `
    :host {
      display: contents;
    }
    p {
      margin: 0;
      font-size: 14px;
    }
    .rules {
      display: grid;
      grid-column: 1 / -1;
      grid-template-columns: repeat(auto-fit, minmax(min(100%, 420px), 1fr));
      gap: 4px 32px;
    }
    .rules > div {
      display: grid;
      grid-template-columns: 1fr 120px 120px;
      gap: 12px;
      align-items: center;
    }
    span {
      font-size: 14px;
    }
    @media (max-width: 480px) {
      .rules > div {
        grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
      }
      span {
        grid-column: 1 / -1;
        font-weight: 600;
      }
    }
  `,
  host: { class: 'part' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class CampaignAttemptsRules {
  readonly form = input.required<CampaignForm>();
  protected readonly outcomes = RETRIES;

  constructor() {
    followControl(this.form);
  }

  protected rule = (outcome: RetryOutcome) => this.form().controls.attempts.controls[outcome];
}

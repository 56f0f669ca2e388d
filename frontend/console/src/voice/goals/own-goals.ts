import { ChangeDetectionStrategy, Component, inject, signal } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import type { OwnGoals } from '#contracts';
import { Api } from '../../platform/http/api';
import { Language } from '../../platform/language/language';
import { whileOpen } from '../../platform/lists/while-open';
import { GoalBar } from './goal-bar';

const EVERY_MS = 15_000;

/** My goals, as they go; nothing without one. */
@Component({
  selector: 'app-own-goals',
  imports: [TranslocoDirective, GoalBar],
  template: `
    @if (goals().length > 0) {
      <section class="card" *transloco="let t" [attr.aria-label]="t('goals.mine')">
        <h2>{{ t('goals.mine') }}</h2>
        <ul>
          @for (goal of goals(); track goal.id) {
            <li>
              <h3>{{ goal.name }} · {{ t('goalPeriods.' + goal.period) }}</h3>
              <app-goal-bar
                [reached]="goal.reached"
                [target]="goal.target"
                [expected]="goal.expected"
                [pace]="goal.pace"
                [label]="goal.name"
                [locale]="language.current()"
              />
            </li>
          }
        </ul>
      </section>
    }
  `,
  styles: `
    section {
      padding: 16px;
    }
    ul {
      display: grid;
      gap: 14px;
      margin: 8px 0 0;
      padding: 0;
      list-style: none;
    }
    h3 {
      margin-bottom: 4px;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class OwnGoalsPanel {
  private readonly api = inject(Api);
  protected readonly language = inject(Language);
  protected readonly goals = signal<OwnGoals>([]);

  constructor() {
    whileOpen(EVERY_MS, async () => {
      const mine = await this.api.get<OwnGoals>('/goals/mine').catch(() => null);
      if (mine) this.goals.set(mine);
    });
  }
}

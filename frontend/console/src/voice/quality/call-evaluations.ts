import { ChangeDetectionStrategy, Component, computed, inject, input, resource, signal } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatIconModule } from '@angular/material/icon';
import { Router, RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import type { Evaluation, EvaluationListItem } from '#contracts';
import { FilterSelect, StatusChip } from '../../../../ui';
import { names, type Named } from '../../platform/forms/names';
import { Api } from '../../platform/http/api';
import { Session } from '../../platform/identity/session';
import { Toasts } from '../../platform/look/toasts';
import { EVALUATION_TONES, percentText } from './evaluations-page';

/** What one call was worth by its scorecards, and the way to score it. */
@Component({
  selector: 'app-call-evaluations',
  imports: [MatButtonModule, MatIconModule, RouterLink, TranslocoDirective, FilterSelect, StatusChip],
  template: `
    @let shown = evaluations.hasValue() ? evaluations.value().items : [];
    @if (shown.length > 0 || mayScore()) {
      <section class="card" *transloco="let t; let language = currentLang">
        <h2>{{ t('quality.onCall') }}</h2>
        @for (each of shown; track each.id) {
          <p>
            <a [routerLink]="['/quality/evaluations', each.id]">{{ each.scorecard.name }}</a>
            <span class="tabular">{{ percentText(each.percent, language) }}</span>
            <ui-status-chip [tone]="tones[each.state]">{{ t('quality.states.' + each.state) }}</ui-status-chip>
            <span class="muted">{{ each.scorer.name }}</span>
          </p>
        } @empty {
          <p class="muted">{{ t('quality.notEvaluated') }}</p>
        }
        @if (mayScore() && scorecards.options().length > 0) {
          <div class="begin">
            <ui-filter-select
              [label]="t('quality.scorecard')"
              [options]="scorecards.options()"
              [value]="scorecardId()"
              (changed)="chosen.set($event)"
            />
            <button
              matButton="tonal"
              type="button"
              data-action="evaluate"
              [disabled]="!scorecardId()"
              (click)="begin()"
            >
              <mat-icon svgIcon="quality" />{{ t('quality.evaluate') }}
            </button>
          </div>
        }
      </section>
    }
  `,
  styles: `
    :host {
      display: contents;
    }
    section {
      padding: 16px;
    }
    h2,
    p {
      margin: 0 0 8px;
    }
    p,
    .begin {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 4px 12px;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class CallEvaluations {
  readonly callId = input.required<string>();
  /** Who talked; null: nobody did, so there is nothing to score. */
  readonly agentId = input.required<string | null>();
  private readonly api = inject(Api);
  private readonly router = inject(Router);
  private readonly session = inject(Session);
  private readonly toasts = inject(Toasts);
  protected readonly percentText = percentText;
  protected readonly tones = EVALUATION_TONES;
  protected readonly mayScore = computed(
    () => this.agentId() !== null && this.agentId() !== this.session.me()?.user.id && this.session.may('quality.score'),
  );
  protected readonly scorecards = names<Named>(
    '/scorecards/names',
    ({ name }) => name,
    this.session.may('quality.score') && this.session.may('quality.view'),
  );
  protected readonly chosen = signal<string | null>(null);
  protected readonly scorecardId = computed(() => this.chosen() ?? this.scorecards.options()[0]?.value ?? null);
  protected readonly evaluations = resource({
    params: () => this.callId(),
    loader: ({ params }) => this.api.page<EvaluationListItem>('/evaluations', { callId: params, limit: 20 }),
  });

  protected async begin(): Promise<void> {
    await this.toasts.try(async () => {
      const body = { callId: this.callId(), agentId: this.agentId(), scorecardId: this.scorecardId() };
      const { id } = await this.api.post<Evaluation>('/evaluations', body);
      await this.router.navigateByUrl(`/quality/evaluations/${id}`);
    });
  }
}

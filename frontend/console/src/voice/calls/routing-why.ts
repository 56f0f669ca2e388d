import { ChangeDetectionStrategy, Component, inject, input } from '@angular/core';
import { MatIconModule } from '@angular/material/icon';
import { TranslocoDirective, TranslocoService } from '@jsverse/transloco';
import type { RoutingDecision, Sentences } from '#contracts';
import { Vocabulary } from '../../platform/language/vocabulary';
import { InstantPipe } from '../../platform/time/format-pipes';
import type { Names } from './timeline-sentence';

/** Each routing decision in words: who was chosen, who else could answer, who was passed over and for what reason. */
@Component({
  selector: 'app-routing-why',
  imports: [MatIconModule, TranslocoDirective, InstantPipe],
  template: `
    <ng-container *transloco="let t">
      @for (decision of decisions(); track $index) {
        <article>
          <h3>
            <time>{{ decision.at | instant: 'seconds' }}</time> ·
            {{
              decision.chosen.length > 0
                ? t('calls.decisionChosen', { names: namesOf(decision.chosen) })
                : t('calls.decisionHeld')
            }}
          </h3>
          <p class="sentence">{{ words(decision.words) }}</p>
          <p class="muted">
            {{ t('calls.strategy', { strategy: t('strategies.' + decision.strategy), waiting: decision.waiting }) }}
            @if (decision.tieBreak) {
              · {{ t('calls.tieBreak', { rule: vocabulary.word('tieBreaks', decision.tieBreak) }) }}
            }
          </p>
          @if (decision.eligible.length > 0) {
            <h4>{{ t('calls.eligible') }}</h4>
            <ul>
              @for (agent of decision.eligible; track agent.agentId) {
                <li>
                  <mat-icon svgIcon="check" aria-hidden="true" /><strong>{{ name(agent.agentId) }}</strong> –
                  {{ vocabulary.word('because', agent.because) }}
                </li>
              }
            </ul>
          }
          @if (decision.filtered.length > 0) {
            <h4>{{ t('calls.filtered') }}</h4>
            <ul class="filtered">
              @for (agent of decision.filtered; track agent.agentId) {
                <li>
                  <mat-icon svgIcon="clear" aria-hidden="true" />{{ name(agent.agentId) }} –
                  {{ filteredBy(agent.by) }}
                </li>
              }
            </ul>
          }
        </article>
      }
    </ng-container>
  `,
  styles: `
    article + article {
      margin-top: 12px;
      padding-top: 12px;
      border-top: 1px solid var(--cc-line);
    }
    h3 {
      font-size: 14px;
      line-height: 20px;
      color: inherit;
    }
    h4 {
      margin-top: 6px;
      font-size: 12px;
      font-weight: 600;
      color: var(--cc-muted);
    }
    p {
      font-size: 12px;
    }
    .sentence {
      margin: 2px 0;
      font-size: 14px;
    }
    ul {
      margin: 2px 0 0;
      padding: 0;
      list-style: none;
    }
    li {
      display: flex;
      gap: 6px;
      align-items: baseline;
    }
    mat-icon {
      flex: none;
      align-self: center;
      width: 16px;
      height: 16px;
      color: var(--cc-ok);
    }
    .filtered mat-icon {
      color: var(--cc-muted);
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class RoutingWhy {
  readonly decisions = input.required<readonly RoutingDecision[]>();
  readonly names = input.required<Names>();
  private readonly transloco = inject(TranslocoService);
  protected readonly vocabulary = inject(Vocabulary);

  protected name(id: string): string {
    return this.names().get(id) ?? this.transloco.translate('calls.unknownAgent');
  }

  protected words = ({ pl, en }: Sentences): string => (this.transloco.getActiveLang() === 'en' ? en : pl);

  /** A missing skill is named; its name comes with the call's other names. */
  protected filteredBy(by: string): string {
    if (!by.startsWith('no-skill:')) return this.vocabulary.word('filteredBy', by);
    return this.transloco.translate('calls.lacksSkill', { skill: this.name(by.slice('no-skill:'.length)) });
  }

  protected namesOf(ids: readonly string[]): string {
    return ids.map((id) => this.name(id)).join(', ');
  }
}

import { ChangeDetectionStrategy, Component, inject, input, resource } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import type { SurveyRun } from '#contracts';
import { Api } from '../../platform/http/api';
import { Vocabulary } from '../../platform/language/vocabulary';
import { InstantPipe } from '../../platform/time/format-pipes';
import { SpokenAnswer } from './spoken-answer';

/** What the caller answered about one conversation, or why he was not asked; nothing when no survey was meant for it. */
@Component({
  selector: 'app-call-surveys',
  imports: [TranslocoDirective, InstantPipe, SpokenAnswer],
  template: `
    <ng-container *transloco="let t">
      @for (run of runs.hasValue() ? runs.value() : []; track run.id) {
        <section class="card">
          <h2>{{ t('surveys.onCall', { name: run.survey.name }) }}</h2>
          <p class="muted">
            {{ t('surveys.states.' + run.state) }}
            @if (run.reason) {
              · {{ t('surveys.reasons.' + run.reason) }}
            }
            @if (run.dueAt) {
              · {{ run.dueAt | instant }}
            }
          </p>
          @if (run.answers.length > 0) {
            <dl>
              @for (answer of run.answers; track answer.questionId) {
                <dt>{{ answer.name }}</dt>
                @if (answer.speech; as speech) {
                  <dd class="spoken"><app-spoken-answer [name]="answer.name" [speech]="speech" /></dd>
                } @else {
                  <dd>{{ label(answer.label) }}</dd>
                }
              }
            </dl>
          }
        </section>
      }
    </ng-container>
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
    dl {
      display: grid;
      grid-template-columns: 1fr auto;
      gap: 4px 16px;
      margin: 0;
    }
    dd {
      margin: 0;
      font-weight: 600;
      text-align: right;
    }
    .spoken {
      grid-column: 1 / -1;
      font-weight: 400;
      text-align: left;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class CallSurveys {
  readonly callId = input.required<string>();
  private readonly api = inject(Api);
  private readonly vocabulary = inject(Vocabulary);
  protected readonly runs = resource({
    params: () => this.callId(),
    loader: ({ params }) => this.api.get<SurveyRun[]>(`/calls/${params}/surveys`),
  });

  protected label = (label: string): string =>
    label === 'yes' || label === 'no' ? this.vocabulary.word('surveys.answerWords', label) : label;
}

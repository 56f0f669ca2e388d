import { ChangeDetectionStrategy, Component, inject, input, resource } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import type { ScriptResult } from '#contracts';
import { Api } from '../../platform/http/api';
import { Vocabulary } from '../../platform/language/vocabulary';

/** What was answered in scripts beside one call; nothing when there was none. */
@Component({
  selector: 'app-call-scripts',
  imports: [TranslocoDirective],
  template: `
    <ng-container *transloco="let t">
      @for (run of runs.hasValue() ? runs.value() : []; track run.id) {
        <section class="card">
          <h2>{{ t('scripts.onCall', { name: run.script.name }) }}</h2>
          <p class="muted">
            {{ t('scripts.states.' + run.state) }}
            @if (run.outcome) {
              · {{ run.outcome }}
            }
            · {{ t('scripts.version', { number: run.version }) }}
          </p>
          <dl>
            @for (answer of run.answers; track answer.fieldId) {
              <div>
                <dt>{{ answer.label }}</dt>
                <dd>{{ text(answer.value) }}</dd>
              </div>
            }
          </dl>
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
      gap: 6px;
      margin: 0;
    }
    dl div {
      display: flex;
      justify-content: space-between;
      gap: 16px;
    }
    dd {
      margin: 0;
      font-weight: 600;
      text-align: right;
      overflow-wrap: anywhere;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class CallScripts {
  readonly callId = input.required<string>();
  private readonly api = inject(Api);
  private readonly vocabulary = inject(Vocabulary);
  protected readonly runs = resource({
    params: () => this.callId(),
    loader: ({ params }) => this.api.get<ScriptResult[]>(`/calls/${params}/script-runs`),
  });

  protected text = (value: readonly string[]): string => answerText(value, this.vocabulary);
}

/** Yes and no come as codes; everything else as it was said. */
export const answerText = (value: readonly string[], vocabulary: Vocabulary): string =>
  value
    .map((each) => (each === 'true' || each === 'false' ? vocabulary.word('scripts.answers', each) : each))
    .join(', ');

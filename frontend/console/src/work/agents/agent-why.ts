import { ChangeDetectionStrategy, Component, inject, input, resource, signal } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { TranslocoDirective, TranslocoService } from '@jsverse/transloco';
import type { AgentWhy, Sentences } from '#contracts';
import { Api } from '../../platform/http/api';
import { InstantPipe } from '../../platform/time/format-pipes';

/** "Why am I not getting calls": one sentence, then queue by queue, then the last decisions. */
@Component({
  selector: 'app-agent-why',
  imports: [MatButtonModule, TranslocoDirective, InstantPipe],
  template: `
    <ng-container *transloco="let t">
      <details (toggle)="opened.set(true)">
        <summary>{{ t('why.title') }}</summary>
        @if (why.hasValue()) {
          @let found = why.value();
          <p>{{ words(found.sentence) }}</p>
          <ul>
            @for (queue of found.queues; track queue.queueId) {
              <li>
                <strong>{{ queue.name }}</strong> ({{ t('why.waiting', { count: queue.waiting }) }}):
                {{ words(queue.sentence) }}
              </li>
            }
          </ul>
          @if (found.recent.length > 0) {
            <h3>{{ t('why.recent') }}</h3>
            <ul>
              @for (decision of found.recent; track $index) {
                <li>
                  <time>{{ decision.at | instant: 'seconds' }}</time> – {{ words(decision.sentence) }}
                </li>
              }
            </ul>
          }
          <button matButton type="button" (click)="why.reload()">{{ t('why.again') }}</button>
        }
      </details>
    </ng-container>
  `,
  styles: `
    summary {
      cursor: pointer;
      font-weight: 600;
    }
    h3 {
      font-size: 14px;
    }
    ul {
      margin: 4px 0 8px;
      padding-inline-start: 18px;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class AgentWhyPanel {
  /** `me` for oneself. */
  readonly agentId = input('me');
  private readonly api = inject(Api);
  private readonly transloco = inject(TranslocoService);
  /** Asked for only when somebody wants to know. */
  protected readonly opened = signal(false);
  protected readonly why = resource({
    params: () => (this.opened() ? this.agentId() : undefined),
    loader: ({ params }) => this.api.get<AgentWhy>(`/agents/${params}/routing-why`),
  });
  protected words = ({ pl, en }: Sentences): string => (this.transloco.getActiveLang() === 'en' ? en : pl);
}

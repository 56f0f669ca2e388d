import { ChangeDetectionStrategy, Component, inject, input, resource, signal } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatIconModule } from '@angular/material/icon';
import { TranslocoDirective, TranslocoService } from '@jsverse/transloco';
import type { AgentWhy, Sentences } from '#contracts';
import { ErrorState, Skeleton } from '../../../../ui';
import { Api } from '../../platform/http/api';
import { ProblemText } from '../../platform/http/problem-text';
import { InstantPipe } from '../../platform/time/format-pipes';

/** "Why am I not getting calls": one sentence, then queue by queue, then the last decisions. */
@Component({
  selector: 'app-agent-why',
  imports: [MatButtonModule, MatIconModule, TranslocoDirective, ErrorState, Skeleton, InstantPipe],
  template: `
    <ng-container *transloco="let t">
      <details (toggle)="opened.set(true)">
        <summary>{{ agentId() === 'me' ? t('why.title') : t('why.titleOf') }}</summary>
        @if (why.hasValue()) {
          @let found = why.value();
          <p class="verdict">{{ words(found.sentence) }}</p>
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
              @for (decision of runsOf(found.recent); track $index) {
                <li>
                  <time>{{ decision.at | instant: 'seconds' }}</time> ·
                  <strong>{{ nameOf(found, decision.queueId) }}</strong>:
                  {{ words(decision.sentence) }}
                  @if (decision.times > 1) {
                    <span class="muted">({{ t('why.times', { count: decision.times }) }})</span>
                  }
                </li>
              }
            </ul>
          }
          <button matButton type="button" (click)="why.reload()">
            <mat-icon svgIcon="refresh" />{{ t('why.again') }}
          </button>
        } @else if (why.error()) {
          <ui-error-state [message]="problems.of(why.error())" (retry)="why.reload()" />
        } @else if (why.isLoading()) {
          <ui-skeleton [rows]="3" />
        }
      </details>
    </ng-container>
  `,
  styles: `
    summary {
      cursor: pointer;
      font-weight: 600;
    }
    .verdict {
      margin: 8px 0 4px;
    }
    h3 {
      margin-top: 12px;
    }
    ul {
      margin: 4px 0 8px;
      padding-inline-start: 18px;
    }
    li + li {
      margin-top: 4px;
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
  protected readonly problems = inject(ProblemText);

  protected nameOf = ({ queues }: AgentWhy, id: string): string =>
    queues.find(({ queueId }) => queueId === id)?.name ?? '–';
  /** The same again and again is said once, with the newest time. */
  protected runsOf(recent: AgentWhy['recent']): readonly (AgentWhy['recent'][number] & { times: number })[] {
    const runs: (AgentWhy['recent'][number] & { times: number })[] = [];
    for (const decision of recent) {
      const last = runs.at(-1);
      if (last?.queueId === decision.queueId && last.because === decision.because) last.times += 1;
      else runs.push({ ...decision, times: 1 });
    }
    return runs;
  }
  protected words = ({ pl, en }: Sentences): string => (this.transloco.getActiveLang() === 'en' ? en : pl);
}

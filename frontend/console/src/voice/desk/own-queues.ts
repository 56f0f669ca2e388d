import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import type { QueueView } from '#contracts';
import { Realtime } from '../../platform/realtime/realtime';
import { ClockTimePipe } from '../../platform/time/format-pipes';
import { secondsSince } from '../../platform/time/formats';
import { Now } from '../../platform/time/now';

/** Who waits longest comes first; then by name. */
export const byPressure = (a: QueueView, b: QueueView): number =>
  (a.longestWaitSince ?? '9').localeCompare(b.longestWaitSince ?? '9') || a.name.localeCompare(b.name);

/** What waits in the queues that I serve, as it changes. */
@Component({
  selector: 'app-own-queues',
  imports: [TranslocoDirective, ClockTimePipe],
  template: `
    <section class="card" *transloco="let t" [attr.aria-label]="t('desk.queues')">
      <h2>{{ t('desk.queues') }}</h2>
      <ul>
        @for (queue of queues(); track queue.id) {
          <li [class.waits]="queue.waiting > 0">
            <span class="name"
              >{{ queue.name }}
              <small class="muted">{{
                t('desk.readyPeople', { ready: queue.agentsReady, all: queue.agentsSignedIn })
              }}</small>
            </span>
            @if (queue.waiting > 0) {
              <span class="longest tabular"
                ><small class="muted">{{ t('desk.longest') }}</small> {{ since(queue) | clockTime }}</span
              >
            }
            <span class="count tabular" [attr.aria-label]="t('desk.waitingCount', { count: queue.waiting })">{{
              queue.waiting
            }}</span>
          </li>
        } @empty {
          <li class="muted">{{ t('desk.noQueues') }}</li>
        }
      </ul>
    </section>
  `,
  styles: `
    section {
      padding: 16px;
    }
    ul {
      margin: 8px 0 0;
      padding: 0;
      list-style: none;
    }
    li {
      display: flex;
      align-items: center;
      gap: 12px;
      min-height: 48px;
    }
    li + li {
      border-top: 1px solid var(--cc-line);
    }
    .name {
      flex: 1;
      min-width: 0;
      font-weight: 600;
      overflow-wrap: anywhere;
    }
    small {
      font-size: 12px;
      line-height: 16px;
      font-weight: 400;
    }
    .name small {
      display: block;
    }
    .count {
      min-width: 32px;
      padding: 3px 8px;
      border-radius: 999px;
      background: var(--cc-hover);
      font-weight: 650;
      text-align: center;
    }
    .waits .count {
      background: var(--cc-warn-container);
      color: var(--cc-warn);
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class OwnQueues {
  private readonly now = inject(Now).now;
  private readonly all = inject(Realtime).topic('queues').all<QueueView>('queue');
  protected readonly queues = computed(() => [...this.all()].sort(byPressure));

  protected since({ longestWaitSince }: QueueView): number {
    return secondsSince(longestWaitSince, this.now());
  }
}

import { ChangeDetectionStrategy, Component, inject, input, resource } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import type { QueueWait } from '#contracts';
import { Api } from '../../platform/http/api';

/** What callers of the queue are told to expect, and how far that was off on each of the last days. */
@Component({
  selector: 'app-queue-wait',
  imports: [TranslocoDirective],
  template: `
    <ng-container *transloco="let t">
      @if (wait.hasValue()) {
        @let now = wait.value();
        <h2>{{ t('queues.wait') }}</h2>
        <p>
          {{
            now.expectedSeconds === null
              ? t('queues.waitUnknown')
              : t('queues.waitNow', { waiting: now.waiting, minutes: minutes(now.expectedSeconds) })
          }}
        </p>
        @if (now.errors.length > 0) {
          <table>
            <caption>
              {{
                t('queues.waitErrors')
              }}
            </caption>
            <tbody>
              @for (day of now.errors; track day.day) {
                <tr>
                  <th scope="row">{{ day.day }}</th>
                  <td>{{ t('queues.waitError', { percent: percent(day.medianError), count: day.estimates }) }}</td>
                </tr>
              }
            </tbody>
          </table>
        }
      }
    </ng-container>
  `,
  styles: `
    :host {
      display: block;
      grid-column: 1 / -1;
      font-size: 14px;
    }
    caption,
    th {
      text-align: start;
      font-weight: 600;
    }
    td {
      padding-inline-start: 16px;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class QueueWaitPanel {
  readonly queueId = input.required<string>();
  private readonly api = inject(Api);
  protected readonly wait = resource({
    params: () => this.queueId(),
    loader: ({ params }) => this.api.get<QueueWait>(`/queues/${params}/wait`),
  });
  protected minutes = (seconds: number): string => (seconds / 60).toFixed(1);
  protected percent = (share: number): number => Math.round(share * 100);
}

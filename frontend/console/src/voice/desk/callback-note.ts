import { ChangeDetectionStrategy, Component, inject, input, resource } from '@angular/core';
import { MatIconModule } from '@angular/material/icon';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import type { Callback } from '#contracts';
import { Api } from '../../platform/http/api';
import { Session } from '../../platform/identity/session';
import { Vocabulary } from '../../platform/language/vocabulary';
import { InstantPipe } from '../../platform/time/format-pipes';

/** Says that a call is somebody being called back: why, since when, and how earlier attempts went. */
@Component({
  selector: 'app-callback-note',
  imports: [MatIconModule, RouterLink, TranslocoDirective, InstantPipe],
  template: `
    <aside *transloco="let t" [attr.aria-label]="t('callbacks.note')">
      <mat-icon svgIcon="return" aria-hidden="true" />
      <div>
        <strong>{{ t(offered() ? 'callbacks.offered' : 'callbacks.note') }}</strong>
        @if (loaded.hasValue() && loaded.value(); as callback) {
          <span>
            {{ origin(callback) }} · <time>{{ callback.queuedAt | instant }}</time>
            @if (callback.fromCallId) {
              · <a [routerLink]="['/calls', callback.fromCallId]">{{ t('callbacks.firstCall') }}</a>
            }
          </span>
          @for (attempt of earlier(callback); track attempt.callId) {
            <span class="muted">
              <time>{{ attempt.at | instant }}</time> · {{ t('callbacks.results.' + (attempt.result ?? 'running')) }}
            </span>
          }
        }
      </div>
    </aside>
  `,
  styles: `
    aside {
      display: flex;
      gap: 10px;
      margin: 0 0 12px;
      padding: 10px 12px;
      border: 1px solid var(--cc-line);
      border-radius: 8px;
      background: var(--cc-card);
      color: inherit;
      text-align: left;
    }
    span,
    strong {
      display: block;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class CallbackNote {
  readonly callbackId = input.required<string>();
  /** Nobody has been called yet: the customer's phone rings once the agent has taken it. */
  readonly offered = input(false);
  private readonly api = inject(Api);
  private readonly vocabulary = inject(Vocabulary);
  private readonly may = inject(Session).may('callbacks.view');
  protected readonly loaded = resource({
    params: () => (this.may ? this.callbackId() : undefined),
    loader: ({ params }) => this.api.get<Callback>(`/callbacks/${params}`),
  });

  protected origin = ({ origin, failed }: Callback): string =>
    failed ? this.vocabulary.word('callbacks.failed', failed) : this.vocabulary.word('callbacks.origins', origin);
  /** The one that runs now is this call. */
  protected earlier = ({ tries }: Callback): Callback['tries'] => tries.filter(({ result }) => result !== null);
}

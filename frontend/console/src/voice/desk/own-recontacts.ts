import { ChangeDetectionStrategy, Component, computed, effect, inject, signal, untracked } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatIconModule } from '@angular/material/icon';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import type { Recontact } from '#contracts';
import { StatusChip } from '../../../../ui';
import { partyOf } from '../../customers/recontacts/recontact-party';
import { Api } from '../../platform/http/api';
import { Session } from '../../platform/identity/session';
import { whileOpen } from '../../platform/lists/while-open';
import { Toasts } from '../../platform/look/toasts';
import { InstantPipe } from '../../platform/time/format-pipes';
import { Now } from '../../platform/time/now';
import { Desk } from './desk';

const SHOWN = 5;
const EVERY_MS = 60_000;

/** Whom I have promised to call again, the next first; nothing without a promise. */
@Component({
  selector: 'app-own-recontacts',
  imports: [MatButtonModule, MatIconModule, RouterLink, TranslocoDirective, StatusChip, InstantPipe],
  template: `
    @if (recontacts().length > 0) {
      <section class="card" *transloco="let t" [attr.aria-label]="t('recontacts.mine')">
        <h2>
          <a routerLink="/recontacts">{{ t('recontacts.mine') }}</a>
        </h2>
        <ul>
          @for (recontact of recontacts(); track recontact.id) {
            <li>
              <div class="who">
                <strong>{{ partyOf(recontact) }}</strong>
                <small class="muted">
                  {{ recontact.dueAt | instant }}
                  @if (recontact.note) {
                    · {{ recontact.note }}
                  }
                </small>
              </div>
              @if (isDue(recontact)) {
                <ui-status-chip tone="bad">{{ t('recontacts.overdue') }}</ui-status-chip>
              }
              <button
                matIconButton
                type="button"
                [disabled]="!recontact.number || isBusy()"
                [attr.aria-label]="t('recontacts.call', { party: partyOf(recontact) })"
                (click)="call(recontact)"
              >
                <mat-icon svgIcon="answer" />
              </button>
              <button
                matIconButton
                type="button"
                [attr.aria-label]="t('recontacts.done') + ': ' + partyOf(recontact)"
                (click)="done(recontact)"
              >
                <mat-icon svgIcon="check" />
              </button>
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
    h2 a {
      color: inherit;
      text-decoration: none;
    }
    ul {
      margin: 8px 0 0;
      padding: 0;
      list-style: none;
    }
    li {
      display: flex;
      align-items: center;
      gap: 4px;
      min-height: 48px;
    }
    li + li {
      border-top: 1px solid var(--cc-line);
    }
    .who {
      flex: 1;
      min-width: 0;
      overflow-wrap: anywhere;
    }
    .who small {
      display: block;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class OwnRecontacts {
  private readonly api = inject(Api);
  private readonly desk = inject(Desk);
  private readonly session = inject(Session);
  private readonly toasts = inject(Toasts);
  private readonly now = inject(Now).now;
  protected readonly partyOf = partyOf;
  protected readonly recontacts = signal<readonly Recontact[]>([]);
  protected readonly isBusy = computed(() => this.desk.calls().length > 0);

  constructor() {
    whileOpen(EVERY_MS, () => this.load());
    // A call that has come to its end may have left a promise; the next one may be there already.
    const calls = computed(() =>
      this.desk
        .calls()
        .map(({ id }) => id)
        .join(),
    );
    effect(() => {
      calls();
      untracked(() => void this.load());
    });
  }

  protected isDue({ dueAt }: Recontact): boolean {
    return Date.parse(dueAt) <= this.now();
  }

  protected call({ number, contact }: Recontact): void {
    void this.desk.dial(number ?? '', contact?.id);
  }

  protected async done({ id, version }: Recontact): Promise<void> {
    await this.toasts.try(() => this.api.patch(`/recontacts/${id}`, { state: 'done', version }), 'ui.saved');
    await this.load();
  }

  private async load(): Promise<void> {
    const mine = { state: 'open', for: 'agent', agentId: this.session.me()?.user.id, sort: 'dueAt', limit: SHOWN };
    const answer = await this.api.page<Recontact>('/recontacts', mine).catch(() => null);
    if (answer) this.recontacts.set(answer.items);
  }
}

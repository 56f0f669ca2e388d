import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatIconModule } from '@angular/material/icon';
import { TranslocoDirective } from '@jsverse/transloco';
import type { Supervision, SupervisionMode } from '#contracts';
import { Api } from '../../platform/http/api';
import { Session } from '../../platform/identity/session';
import { OnKey } from '../../platform/keys/on-key';
import { Toasts } from '../../platform/look/toasts';
import { Realtime } from '../../platform/realtime/realtime';
import { ClockTimePipe } from '../../platform/time/format-pipes';
import { secondsSince } from '../../platform/time/formats';
import { Now } from '../../platform/time/now';
import { Phone } from '../../voice/phone/phone';

const MODES: readonly { mode: SupervisionMode; key: string; icon: string }[] = [
  { mode: 'listen', key: '1', icon: 'listen' },
  { mode: 'whisper', key: '2', icon: 'whisper' },
  { mode: 'barge', key: '3', icon: 'conference' },
];

/** The conversation that I am on: as whom I am heard, how to take it over, how to leave. */
@Component({
  selector: 'app-supervision-bar',
  imports: [MatButtonModule, MatIconModule, TranslocoDirective, OnKey, ClockTimePipe],
  template: `
    <ng-container *transloco="let t">
      @if (own(); as current) {
        <section class="card" [attr.aria-label]="t('supervision.title')" [attr.data-supervision]="current.stage">
          <p>
            <mat-icon svgIcon="listen" aria-hidden="true" />
            <strong>{{ current.agentName }}</strong>
            @if (current.stage === 'on') {
              <time class="tabular" role="timer" aria-live="off">{{ seconds() | clockTime }}</time>
              <span class="muted">{{ t('supervision.hears.' + current.mode) }}</span>
            } @else {
              <span class="muted">{{ t('supervision.ringing') }}</span>
            }
          </p>
          <div class="modes" role="group" [attr.aria-label]="t('supervision.mode')">
            @for (each of modes; track each.mode) {
              <button
                [matButton]="current.mode === each.mode ? 'filled' : 'outlined'"
                type="button"
                [attr.aria-pressed]="current.mode === each.mode"
                [attr.data-mode]="each.mode"
                [disabled]="current.stage !== 'on'"
                [appOnKey]="each.key"
                [keyLabel]="t('supervisionModes.' + each.mode)"
                (click)="change(current, each.mode)"
              >
                <mat-icon [svgIcon]="each.icon" />{{ t('supervisionModes.' + each.mode) }}
              </button>
            }
          </div>
          <button
            matButton="outlined"
            type="button"
            data-mode="take-over"
            [disabled]="current.stage !== 'on'"
            (click)="takeOver(current)"
          >
            <mat-icon svgIcon="transfer" />{{ t('supervision.takeOver') }}
          </button>
          <button
            matButton
            type="button"
            data-mode="leave"
            appOnKey="0"
            [keyLabel]="t('supervision.leave')"
            (click)="leave(current)"
          >
            <mat-icon svgIcon="hang-up" />{{ t('supervision.leave') }}
          </button>
        </section>
      }
    </ng-container>
  `,
  styles: `
    section {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 8px 16px;
      margin-bottom: 16px;
      padding: 10px 16px;
      border-inline-start: 4px solid var(--cc-busy);
    }
    p {
      display: flex;
      flex: 1 1 260px;
      flex-wrap: wrap;
      align-items: center;
      gap: 4px 10px;
      margin: 0;
    }
    .modes {
      display: flex;
      flex-wrap: wrap;
      gap: 4px;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class SupervisionBar {
  private readonly api = inject(Api);
  private readonly phone = inject(Phone);
  private readonly session = inject(Session);
  private readonly toasts = inject(Toasts);
  private readonly now = inject(Now).now;
  private readonly all = inject(Realtime).topic('live').all<Supervision>('supervision');
  protected readonly modes = MODES;
  protected readonly own = computed(
    () => this.all().find(({ supervisorId }) => supervisorId === this.session.me()?.user.id) ?? null,
  );
  protected readonly seconds = computed(() => secondsSince(this.own()?.answeredAt ?? null, this.now()));

  protected change({ id }: Supervision, mode: SupervisionMode): void {
    void this.toasts.try(() => this.api.put(`/supervisions/${id}`, { mode }));
  }

  protected takeOver({ id }: Supervision): void {
    void this.toasts.try(() => this.api.post(`/supervisions/${id}/take-over`));
    // The call comes to my phone in a moment, and I have said that I want it.
    this.phone.answer();
  }

  protected leave({ id }: Supervision): void {
    void this.toasts.try(() => this.api.delete(`/supervisions/${id}`));
  }
}

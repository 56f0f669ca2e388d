import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatDialog } from '@angular/material/dialog';
import { MatIconModule } from '@angular/material/icon';
import { TranslocoDirective } from '@jsverse/transloco';
import type { AgentBreak } from '#contracts';
import { StatusChip } from '../../../../ui';
import { Api } from '../../platform/http/api';
import { Toasts } from '../../platform/look/toasts';
import { Realtime } from '../../platform/realtime/realtime';
import { ClockTimePipe } from '../../platform/time/format-pipes';
import { secondsSince } from '../../platform/time/formats';
import { Now } from '../../platform/time/now';
import { RefuseBreakDialog } from './refuse-break-dialog';

/** Who asks for a break: one click agrees. Those who wait for a place stand below, in their order. */
@Component({
  selector: 'app-break-requests',
  imports: [MatButtonModule, MatIconModule, TranslocoDirective, StatusChip, ClockTimePipe],
  template: `
    <ng-container *transloco="let t">
      @if (requests().length > 0) {
        <section class="card" [attr.aria-label]="t('breaks.requests')">
          <h2>
            {{ t('breaks.requests') }} <small class="muted tabular">{{ requests().length }}</small>
          </h2>
          <ul>
            @for (asked of requests(); track asked.id) {
              <li [attr.data-break]="asked.stage">
                <strong>{{ asked.agentName }}</strong>
                <span>{{ asked.kindName }}</span>
                <time class="muted tabular">{{ waited(asked) | clockTime }}</time>
                @if (asked.stage === 'approval') {
                  <span class="spacer"></span>
                  <button matButton type="button" (click)="refuse(asked)">{{ t('breaks.refuse') }}</button>
                  <button matButton="filled" type="button" (click)="approve(asked)">
                    <mat-icon svgIcon="check" />{{ t('breaks.approve') }}
                  </button>
                } @else {
                  <ui-status-chip tone="quiet" icon="break">{{
                    t('breaks.place', { place: asked.place })
                  }}</ui-status-chip>
                }
              </li>
            }
          </ul>
        </section>
      }
    </ng-container>
  `,
  styles: `
    section {
      margin-bottom: 16px;
      padding: 12px 16px;
    }
    ul {
      margin: 0;
      padding: 0;
      list-style: none;
    }
    li {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 4px 12px;
      min-height: 44px;
    }
    li + li {
      border-top: 1px solid var(--cc-line);
    }
    .spacer {
      flex: 1;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class BreakRequests {
  private readonly api = inject(Api);
  private readonly dialog = inject(MatDialog);
  private readonly toasts = inject(Toasts);
  private readonly now = inject(Now).now;
  private readonly all = inject(Realtime).topic('live').all<AgentBreak>('break');
  protected readonly requests = computed(() =>
    [...this.all()].sort(
      (a, b) => a.stage.localeCompare(b.stage) || (a.place ?? 0) - (b.place ?? 0) || a.askedAt.localeCompare(b.askedAt),
    ),
  );

  protected waited({ askedAt }: AgentBreak): number {
    return secondsSince(askedAt, this.now());
  }

  protected approve({ id }: AgentBreak): void {
    void this.toasts.try(() => this.api.post(`/breaks/${id}/approve`));
  }

  protected refuse(asked: AgentBreak): void {
    this.dialog.open(RefuseBreakDialog, { data: asked, width: '440px' });
  }
}

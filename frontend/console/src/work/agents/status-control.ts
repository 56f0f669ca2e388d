import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatIconModule } from '@angular/material/icon';
import { MatMenuModule } from '@angular/material/menu';
import { TranslocoDirective } from '@jsverse/transloco';
import type { SetStatus } from '#contracts';
import { Session } from '../../platform/identity/session';
import { OnKey } from '../../platform/keys/on-key';
import { Toasts } from '../../platform/look/toasts';
import { ClockTimePipe } from '../../platform/time/format-pipes';
import { agentLook, agentWords, reasonIcon } from './agent-look';
import { OwnAgent } from './own-agent';

// The contract's CHOSEN_REASONS, held to it by the type; importing the value would bring every schema into the first chunk.
const REASONS: readonly Extract<SetStatus, { status: 'not-ready' }>['reason'][] = [
  'break',
  'lunch',
  'training',
  'back-office',
];

/** My status with its clock, and the two things one does with it: be ready, or not and why. */
@Component({
  selector: 'app-status-control',
  imports: [MatButtonModule, MatIconModule, MatMenuModule, TranslocoDirective, OnKey, ClockTimePipe],
  templateUrl: './status-control.html',
  styleUrl: './status-control.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class StatusControl {
  protected readonly own = inject(OwnAgent);
  private readonly toasts = inject(Toasts);
  protected readonly mayChange = inject(Session).may('status.own');
  protected readonly reasons = REASONS;
  protected readonly reasonIcon = reasonIcon;
  protected readonly look = computed(() => {
    const agent = this.own.agent();
    return agent && { ...agentLook(agent), words: agentWords(agent) };
  });

  protected toggle(): void {
    this.set(this.own.isReady() ? { status: 'not-ready', reason: 'break' } : { status: 'ready' });
  }

  protected set(wish: SetStatus): void {
    void this.toasts.try(() => this.own.setStatus(wish));
  }
}

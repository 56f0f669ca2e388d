import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatIconModule } from '@angular/material/icon';
import { MatMenuModule } from '@angular/material/menu';
import { MatTooltipModule } from '@angular/material/tooltip';
import { TranslocoDirective } from '@jsverse/transloco';
import type { SetStatus } from '#contracts';
import { Session } from '../../platform/identity/session';
import { OnKey } from '../../platform/keys/on-key';
import { Toasts } from '../../platform/look/toasts';
import { ClockTimePipe } from '../../platform/time/format-pipes';
import { Now } from '../../platform/time/now';
import { agentLook, agentWords, reasonIcon } from './agent-look';
import { breakOf, isOverLimit, limitText, secondsIn } from './break-look';
import { OwnAgent } from './own-agent';
import { OwnBreaks } from './own-breaks';

type Reason = Extract<SetStatus, { status: 'not-ready' }>['reason'];
// The contract's CHOSEN_REASONS, held to it by the type; importing the value would bring every schema into the first chunk.
const WORK_REASONS: readonly Reason[] = ['training', 'back-office'];
const BREAK_REASONS: readonly Reason[] = ['break', 'lunch'];

/** My status with its clock, and what one does with it: be ready, or not and why, and ask for a break. */
@Component({
  selector: 'app-status-control',
  imports: [MatButtonModule, MatIconModule, MatMenuModule, MatTooltipModule, TranslocoDirective, OnKey, ClockTimePipe],
  templateUrl: './status-control.html',
  styleUrl: './status-control.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class StatusControl {
  protected readonly own = inject(OwnAgent);
  protected readonly breaks = inject(OwnBreaks);
  private readonly toasts = inject(Toasts);
  private readonly now = inject(Now).now;
  protected readonly mayChange = inject(Session).may('status.own');
  /** Where kinds of breaks are defined, they stand in place of the plain reasons. */
  protected readonly reasons = computed(() =>
    this.breaks.kinds().length > 0 ? WORK_REASONS : [...BREAK_REASONS, ...WORK_REASONS],
  );
  protected readonly reasonIcon = reasonIcon;
  protected readonly look = computed(() => {
    const agent = this.own.agent();
    if (!agent) return null;
    const { tone, icon } = agentLook(agent);
    return {
      icon,
      tone: isOverLimit(agent, this.now()) ? 'bad' : tone,
      words: agentWords(agent),
      name: breakOf(agent)?.name ?? null,
      seconds: secondsIn(agent, this.now()),
      limit: limitText(agent),
    };
  });

  protected toggle(): void {
    const [first] = this.breaks.kinds();
    if (!this.own.isReady()) this.set({ status: 'ready' });
    else if (first) this.ask(first.id);
    else this.set({ status: 'not-ready', reason: 'break' });
  }

  protected set(wish: SetStatus): void {
    void this.toasts.try(() => this.own.setStatus(wish));
  }

  protected ask(kindId: string): void {
    void this.toasts.try(() => this.breaks.ask(kindId));
  }

  protected withdraw(): void {
    void this.toasts.try(() => this.breaks.withdraw());
  }
}

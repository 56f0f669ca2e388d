import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatIconModule } from '@angular/material/icon';
import { TranslocoDirective } from '@jsverse/transloco';
import { EmptyState, Skeleton, StatusChip } from '../../../../ui';
import { Session } from '../../platform/identity/session';
import { Toasts } from '../../platform/look/toasts';
import { ContactCard } from '../../customers/contacts/contact-card';
import { AgentWhyPanel } from '../../work/agents/agent-why';
import { OwnAgent } from '../../work/agents/own-agent';
import { callLook, partyName } from '../calls/call-look';
import { Ringer } from '../phone/ringer';
import { Classification } from './classification';
import { Desk } from './desk';
import { DialPad } from './dial-pad';
import { IncomingCall } from './incoming-call';
import { LiveCall } from './live-call';
import { OwnGoalsPanel } from '../goals/own-goals';
import { OwnCampaigns } from './own-campaigns';
import { OwnHistory } from './own-history';
import { OwnQueues } from './own-queues';
import { UnsentDrafts } from './unsent-drafts';

/** The agent's one screen: the call, the caller, what came of it, the day so far. */
@Component({
  selector: 'app-desk-page',
  imports: [
    MatButtonModule,
    MatIconModule,
    TranslocoDirective,
    EmptyState,
    Skeleton,
    StatusChip,
    ContactCard,
    Classification,
    DialPad,
    IncomingCall,
    LiveCall,
    OwnCampaigns,
    OwnGoalsPanel,
    OwnHistory,
    OwnQueues,
    UnsentDrafts,
    AgentWhyPanel,
  ],
  templateUrl: './desk-page.html',
  styleUrl: './desk-page.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class DeskPage {
  protected readonly desk = inject(Desk);
  protected readonly own = inject(OwnAgent);
  protected readonly inCampaigns = inject(Session).may('campaigns.work');
  protected readonly hasGoals = inject(Session).may('goals.own') && inject(Session).has('agent-goals');
  private readonly toasts = inject(Toasts);
  private readonly ringer = inject(Ringer);
  protected readonly partyName = partyName;
  protected readonly callLook = callLook;
  protected readonly call = this.desk.current;
  /** Offered to me: it rings, or is about to. */
  protected readonly rings = computed(
    () => this.call()?.state === 'offered' || (this.call()?.actions.includes('answer') ?? false),
  );
  protected readonly hasSpoken = computed(() => this.call()?.answeredAt != null);

  protected finishWrapUp(): void {
    void this.toasts.try(() => this.own.finishWrapUp());
  }

  protected ready(): void {
    this.ringer.askForNotifications();
    void this.toasts.try(() => this.own.setStatus({ status: 'ready' }));
  }
}

import { ChangeDetectionStrategy, Component, computed, inject, linkedSignal, signal } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatIconModule } from '@angular/material/icon';
import { TranslocoDirective } from '@jsverse/transloco';
import { EmptyState, Skeleton, StatusChip } from '../../../../ui';
import { Session } from '../../platform/identity/session';
import { Toasts } from '../../platform/look/toasts';
import { ContactCard } from '../../customers/contacts/contact-card';
import { ScriptPanel } from '../../customers/scripts/script-panel';
import { AgentWhyPanel } from '../../work/agents/agent-why';
import { OwnAgent } from '../../work/agents/own-agent';
import { callLook, partyName } from '../calls/call-look';
import { CallNotices } from '../phone/call-notices';
import { Classification } from './classification';
import { Desk } from './desk';
import { DialPad } from './dial-pad';
import { IncomingCall } from './incoming-call';
import { LiveCall } from './live-call';
import { OwnGoalsPanel } from '../goals/own-goals';
import { OwnCampaigns } from './own-campaigns';
import { OwnHistory } from './own-history';
import { OwnQueues } from './own-queues';
import { OwnRecontacts } from './own-recontacts';
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
    OwnRecontacts,
    ScriptPanel,
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
  private readonly session = inject(Session);
  protected readonly inCampaigns = this.session.may('campaigns.work');
  protected readonly hasRecontacts = this.session.may('recontacts.view');
  protected readonly hasScripts = computed(() => this.session.has('scripter'));
  protected readonly hasGoals = this.session.may('goals.own') && this.session.has('agent-goals');
  private readonly toasts = inject(Toasts);
  private readonly notices = inject(CallNotices);
  protected readonly partyName = partyName;
  protected readonly callLook = callLook;
  protected readonly call = this.desk.current;
  /** Offered to me: it rings, or is about to. */
  protected readonly rings = computed(
    () => this.call()?.state === 'offered' || (this.call()?.actions.includes('answer') ?? false),
  );
  private readonly callId = computed(() => this.call()?.id ?? '');
  /** Of this call: the script that a classifier asked for, and the classifier that a script says. */
  protected readonly scriptId = linkedSignal<string, string | null>({ source: this.callId, computation: () => null });
  protected readonly suggested = linkedSignal<string, string | null>({ source: this.callId, computation: () => null });
  protected readonly scriptIsOpen = signal(false);
  protected readonly hasSpoken = computed(() => this.call()?.answeredAt != null);

  protected finishWrapUp(): void {
    void this.toasts.try(() => this.own.finishWrapUp());
  }

  protected ready(): void {
    this.notices.askForPermission();
    void this.toasts.try(() => this.own.setStatus({ status: 'ready' }));
  }
}

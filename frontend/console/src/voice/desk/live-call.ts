import { ChangeDetectionStrategy, Component, computed, effect, inject, input, signal, untracked } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatIconModule } from '@angular/material/icon';
import { TranslocoDirective } from '@jsverse/transloco';
import type { DeskCall } from '#contracts';
import { StatusChip } from '../../../../ui';
import { OnKey } from '../../platform/keys/on-key';
import { ClockTimePipe, PhonePipe } from '../../platform/time/format-pipes';
import { phoneText, secondsSince } from '../../platform/time/formats';
import { Now } from '../../platform/time/now';
import { callLook, partyName } from '../calls/call-look';
import { MachineVerdict } from '../campaigns/machine-verdict';
import { CallbackNote } from './callback-note';
import { CallActionButton } from './call-action-button';
import { Desk } from './desk';
import { DigitPad } from './digit-pad';
import { TransferPanel } from './transfer-panel';

type Drawer = 'none' | 'transfer' | 'digits';

/** The call in my hand: who, how long, and everything a hand needs. */
@Component({
  selector: 'app-live-call',
  imports: [
    CallbackNote,
    MachineVerdict,
    MatButtonModule,
    MatIconModule,
    TranslocoDirective,
    StatusChip,
    OnKey,
    ClockTimePipe,
    PhonePipe,
    CallActionButton,
    DigitPad,
    TransferPanel,
  ],
  templateUrl: './live-call.html',
  styleUrl: './live-call.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class LiveCall {
  readonly call = input.required<DeskCall>();
  private readonly desk = inject(Desk);
  private readonly now = inject(Now).now;

  protected readonly drawer = signal<Drawer>('none');
  protected readonly sent = signal('');
  protected readonly party = computed(() => partyName(this.call()));
  protected readonly showsNumber = computed(
    () => this.call().number !== null && this.party() !== phoneText(this.call().number),
  );
  protected readonly look = computed(() => callLook(this.call().state));
  protected readonly total = computed(() => secondsSince(this.call().answeredAt ?? this.call().startedAt, this.now()));
  protected readonly inState = computed(() => secondsSince(this.call().stateSince, this.now()));
  protected readonly showsStateClock = computed(
    () => this.call().state !== 'talking' && this.call().state !== 'wrap-up',
  );
  protected readonly wrapUpLeft = computed(() => {
    const until = this.call().wrapUpUntil;
    return until ? Math.max(0, (Date.parse(until) - this.now()) / 1000) : null;
  });
  protected readonly mayTransfer = computed(() =>
    this.call().actions.some((action) => action === 'transfer' || action === 'consult'),
  );
  protected readonly mayDial = computed(() => this.call().actions.includes('dtmf'));
  protected readonly isLive = computed(() => !['wrap-up', 'ended'].includes(this.call().state));

  constructor() {
    // A drawer whose action is gone closes by itself.
    effect(() => {
      const drawer = untracked(this.drawer);
      if ((drawer === 'transfer' && !this.mayTransfer()) || (drawer === 'digits' && !this.mayDial()))
        this.drawer.set('none');
    });
  }

  protected toggle(drawer: Drawer): void {
    this.drawer.update((open) => (open === drawer ? 'none' : drawer));
  }

  protected digit(digit: string): void {
    this.sent.update((sent) => sent + digit);
    void this.desk.act(this.call(), 'dtmf', { digits: digit });
  }
}

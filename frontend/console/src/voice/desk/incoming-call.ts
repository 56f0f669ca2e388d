import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { MatIconModule } from '@angular/material/icon';
import { TranslocoDirective } from '@jsverse/transloco';
import type { DeskCall } from '#contracts';
import { ClockTimePipe, PhonePipe } from '../../platform/time/format-pipes';
import { secondsSince } from '../../platform/time/formats';
import { Now } from '../../platform/time/now';
import { partyName } from '../calls/call-look';
import { CallbackNote } from './callback-note';
import { CallActionButton } from './call-action-button';

/** Somebody rings: who, for which queue, how long they have waited, and the two answers. */
@Component({
  selector: 'app-incoming-call',
  imports: [MatIconModule, TranslocoDirective, CallActionButton, CallbackNote, ClockTimePipe, PhonePipe],
  template: `
    <section *transloco="let t" [attr.aria-label]="t('desk.incoming')">
      <p class="kind">
        <span class="pulse" aria-hidden="true"></span>{{ t(call().callbackId ? 'callbacks.note' : 'desk.incoming') }}
      </p>
      <p class="party">{{ party() || t('desk.withheld') }}</p>
      @if (call().number && party() !== (call().number | phone)) {
        <p class="number tabular">{{ call().number | phone }}</p>
      }
      @if (call().callbackId; as callbackId) {
        <app-callback-note [callbackId]="callbackId" [offered]="true" />
      }
      <dl>
        @if (call().queue; as queue) {
          <div>
            <dt>{{ t('desk.queue') }}</dt>
            <dd>{{ queue.name }}</dd>
          </div>
        }
        @if (call().ownNumber) {
          <div>
            <dt>{{ t('desk.dialled') }}</dt>
            <dd class="tabular">{{ call().ownNumber | phone }}</dd>
          </div>
        }
        <div>
          <dt>{{ t('desk.waited') }}</dt>
          <dd class="tabular">{{ waited() | clockTime }}</dd>
        </div>
      </dl>
      <div class="answers">
        <app-call-action [call]="call()" [actions]="['answer']" key="A" look="accept" />
        <app-call-action [call]="call()" [actions]="['decline']" key="D" look="danger" />
      </div>
    </section>
  `,
  styleUrl: './incoming-call.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class IncomingCall {
  readonly call = input.required<DeskCall>();
  private readonly now = inject(Now).now;
  protected readonly party = computed(() => partyName(this.call()));
  protected readonly waited = computed(() => secondsSince(this.call().queuedAt ?? this.call().startedAt, this.now()));
}

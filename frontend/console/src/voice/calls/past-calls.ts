import { ChangeDetectionStrategy, Component, input } from '@angular/core';
import { MatIconModule } from '@angular/material/icon';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import type { CallListItem } from '#contracts';
import { ClockTimePipe, InstantPipe } from '../../platform/time/format-pipes';
import { outcomeTone, partyName } from './call-look';

/** Calls in a few words each, newest first; each leads to its page. */
@Component({
  selector: 'app-past-calls',
  imports: [MatIconModule, RouterLink, TranslocoDirective, ClockTimePipe, InstantPipe],
  template: `
    <ul *transloco="let t">
      @for (call of calls(); track call.id) {
        <li>
          <a [routerLink]="['/calls', call.id]">
            <mat-icon
              [svgIcon]="call.outcome && missed(call) ? 'missed' : call.direction"
              [attr.data-tone]="tone(call)"
              aria-hidden="true"
            />
            <span class="main">
              <span class="title">{{
                byParty()
                  ? partyName(call) || t('desk.withheld')
                  : call.classifierName || t(call.outcome ? 'outcomes.' + call.outcome : 'callStates.' + call.state)
              }}</span>
              <small class="muted">
                <time>{{ call.startedAt | instant: (byParty() ? 'time' : 'both') }}</time>
                @if (call.talkSeconds > 0) {
                  · <span class="tabular">{{ call.talkSeconds | clockTime }}</span>
                }
                ·
                {{
                  byParty()
                    ? (call.classifierName ?? t(call.outcome ? 'outcomes.' + call.outcome : 'callStates.' + call.state))
                    : (call.agent?.name ?? call.queue?.name ?? '')
                }}
              </small>
              @if (call.note && !byParty()) {
                <small class="note">{{ call.note }}</small>
              }
            </span>
          </a>
        </li>
      } @empty {
        <li class="muted none">{{ t('card.noPast') }}</li>
      }
    </ul>
  `,
  styleUrl: './past-calls.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class PastCalls {
  readonly calls = input.required<readonly CallListItem[]>();
  /** Names the other party (own history) instead of what came of it (a contact's history). */
  readonly byParty = input(false);
  protected readonly partyName = partyName;

  protected tone({ outcome }: CallListItem): string {
    return outcome ? outcomeTone(outcome) : 'busy';
  }

  protected missed({ outcome, direction }: CallListItem): boolean {
    return direction === 'inbound' && outcome !== 'answered' && outcome !== 'transferred-out';
  }
}

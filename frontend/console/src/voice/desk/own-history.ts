import { ChangeDetectionStrategy, Component, computed, inject, resource } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import type { CallListItem } from '#contracts';
import { Skeleton } from '../../../../ui';
import { Api } from '../../platform/http/api';
import { ClockTimePipe } from '../../platform/time/format-pipes';
import { clockText } from '../../platform/time/formats';
import { OwnAgent } from '../../work/agents/own-agent';
import { PastCalls } from '../calls/past-calls';
import { Desk } from './desk';

const SHOWN = 30;

function startOfToday(): string {
  const day = new Date();
  day.setHours(0, 0, 0, 0);
  return day.toISOString();
}

/** My day so far: figures, and my calls, newest first. */
@Component({
  selector: 'app-own-history',
  imports: [TranslocoDirective, Skeleton, ClockTimePipe, PastCalls],
  template: `
    <section class="card" *transloco="let t" [attr.aria-label]="t('desk.today')">
      <h2>{{ t('desk.today') }}</h2>
      @if (agent(); as me) {
        <dl class="tabular">
          <div>
            <dd>{{ me.today.answered }}</dd>
            <dt>{{ t('desk.answered') }}</dt>
          </div>
          <div [class.bad]="me.today.missed > 0">
            <dd>{{ me.today.missed }}</dd>
            <dt>{{ t('desk.missed') }}</dt>
          </div>
          <div>
            <dd>{{ average(me.today.talkSeconds) }}</dd>
            <dt>{{ t('desk.averageTalk') }}</dt>
          </div>
          <div>
            <dd>{{ average(me.today.wrapUpSeconds) }}</dd>
            <dt>{{ t('desk.averageWrapUp') }}</dt>
          </div>
          <div>
            <dd>{{ ready() | clockTime }}</dd>
            <dt>{{ t('desk.readyTime') }}</dt>
          </div>
        </dl>
      }
      @if (calls.hasValue()) {
        <app-past-calls [calls]="finished()" [byParty]="true" />
      } @else if (calls.isLoading()) {
        <ui-skeleton [rows]="4" />
      }
    </section>
  `,
  styles: `
    section {
      padding: 16px;
    }
    dl {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(72px, 1fr));
      gap: 12px 8px;
      margin: 12px 0;
    }
    dl div {
      display: flex;
      flex-direction: column;
    }
    dd {
      margin: 0;
      font-size: 18px;
      line-height: 24px;
      font-weight: 650;
    }
    .bad dd {
      color: var(--cc-bad);
    }
    dt {
      font-size: 11px;
      line-height: 14px;
      color: var(--cc-muted);
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class OwnHistory {
  private readonly api = inject(Api);
  private readonly desk = inject(Desk);
  private readonly own = inject(OwnAgent);
  protected readonly agent = this.own.agent;
  /** With the present stretch, which the server adds when it ends. */
  protected readonly ready = computed(() => {
    const { today, status } = this.agent() ?? {};
    return (today?.readySeconds ?? 0) + (status === 'ready' ? this.own.seconds() : 0);
  });
  /** Changes whenever a call comes, ends, or is classified. */
  private readonly edition = computed(() =>
    this.desk
      .calls()
      .map(({ id, state, classifierId }) => `${id}${state === 'ended' || state === 'wrap-up'}${classifierId}`)
      .join(),
  );
  protected readonly finished = computed(() =>
    (this.calls.hasValue() ? this.calls.value().items : []).filter(
      ({ state }) => state === 'ended' || state === 'wrap-up',
    ),
  );
  protected readonly calls = resource({
    params: () => this.edition(),
    loader: () =>
      this.api.page<CallListItem>('/calls', { mine: true, from: startOfToday(), sort: '-startedAt', limit: SHOWN }),
  });

  protected average(seconds: number): string {
    const handled = this.agent()?.today.handled ?? 0;
    return handled > 0 ? clockText(seconds / handled) : '–';
  }
}

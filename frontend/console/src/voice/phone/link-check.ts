import { ChangeDetectionStrategy, Component, DestroyRef, inject, signal } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatIconModule } from '@angular/material/icon';
import { TranslocoDirective } from '@jsverse/transloco';
import { StatusChip } from '../../../../ui';
import { Realtime } from '../../platform/realtime/realtime';
import { judgeTrips, LINK_BOUNDS, type LinkFigure, type LinkVerdict } from './judge-trips';

/** Spread as packets of a call are, for five seconds. */
const PROBES = 100;
const EVERY_MS = 50;
const WITHIN_MS = 1000;

/** Measures the link between this browser and the platform, also while no call is up. */
@Component({
  selector: 'app-link-check',
  imports: [MatButtonModule, MatIconModule, TranslocoDirective, StatusChip],
  template: `
    <section *transloco="let t" aria-live="polite">
      <h3>{{ t('linkCheck.title') }}</h3>
      @if (verdict(); as found) {
        <dl>
          @for (figure of found.figures; track figure.name) {
            <dt>{{ t('linkCheck.figures.' + figure.name) }}</dt>
            <dd class="tabular">
              <ui-status-chip [tone]="figure.ok ? 'ok' : 'bad'">{{ words(figure.name, figure.value) }}</ui-status-chip>
              <span class="muted">{{ t('linkCheck.bound', { bound: words(figure.name, bounds[figure.name]) }) }}</span>
            </dd>
          }
        </dl>
        <p>{{ t('linkCheck.mos', { mos: found.mos.toFixed(1) }) }}</p>
        <p class="muted">{{ t(found.ok ? 'linkCheck.good' : 'linkCheck.bad') }}</p>
      } @else if (silent()) {
        <p class="muted">{{ t('linkCheck.noAnswer') }}</p>
      }
      <button matButton="outlined" [disabled]="running()" (click)="check()">
        <mat-icon svgIcon="signal" />
        {{ t(running() ? 'linkCheck.running' : verdict() ? 'linkCheck.again' : 'linkCheck.check') }}
      </button>
    </section>
  `,
  styles: `
    h3 {
      margin: 0 0 8px;
      font-size: 14px;
    }
    dl {
      display: grid;
      grid-template-columns: auto 1fr;
      gap: 8px 16px;
      align-items: center;
      margin: 0 0 8px;
    }
    dd {
      display: flex;
      flex-wrap: wrap;
      gap: 8px;
      align-items: center;
      margin: 0;
    }
    p {
      margin: 0 0 8px;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class LinkCheck {
  private readonly realtime = inject(Realtime);
  protected readonly bounds = LINK_BOUNDS;
  protected readonly running = signal(false);
  protected readonly silent = signal(false);
  protected readonly verdict = signal<LinkVerdict | null>(null);
  private closed = false;

  constructor() {
    inject(DestroyRef).onDestroy(() => (this.closed = true));
  }

  protected async check(): Promise<void> {
    this.running.set(true);
    const trips: Promise<number | null>[] = [];
    for (let probe = 0; probe < PROBES && !this.closed; probe += 1) {
      trips.push(this.realtime.roundTrip(WITHIN_MS));
      await new Promise((next) => setTimeout(next, EVERY_MS));
    }
    const verdict = judgeTrips(await Promise.all(trips));
    this.verdict.set(verdict);
    this.silent.set(verdict === null);
    this.running.set(false);
  }

  protected words(name: LinkFigure, value: number): string {
    return name === 'lossPercent' ? `${value.toFixed(2)}%` : `${value} ms`;
  }
}

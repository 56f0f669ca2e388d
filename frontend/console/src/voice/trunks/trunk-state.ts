import { ChangeDetectionStrategy, Component, DestroyRef, computed, effect, inject, input, signal } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import type { Trunk } from '#contracts';
import { StatusChip, type Tone } from '../../../../ui';
import { Api } from '../../platform/http/api';
import { InstantPipe } from '../../platform/time/format-pipes';

const LOOK_EVERY_MS = 3000;

export const TRUNK_TONES: Readonly<Record<Trunk['health']['state'], Tone>> = {
  up: 'ok',
  trying: 'warn',
  down: 'bad',
  unknown: 'quiet',
};
export const LINE_TONES: Readonly<Record<Trunk['line']['state'], Tone>> = {
  applied: 'ok',
  pending: 'warn',
  refused: 'bad',
};

/** How one trunk is now: taken up by the switch, registered, how full, what went wrong last. Looks again while it is on the screen. */
@Component({
  selector: 'app-trunk-state',
  imports: [TranslocoDirective, StatusChip, InstantPipe],
  template: `
    @if (now(); as trunk) {
      <dl *transloco="let t" aria-live="polite">
        <div>
          <dt class="muted">{{ t('trunkState.line') }}</dt>
          <dd>
            <ui-status-chip [tone]="lineTone()">{{ t('trunkLineStates.' + trunk.line.state) }}</ui-status-chip>
            @if (trunk.line.reason) {
              <p class="reason">
                {{ t('trunkLineReasons.' + trunk.line.reason) }}
                @if (trunk.line.detail) {
                  <code>{{ trunk.line.detail }}</code>
                }
              </p>
            }
          </dd>
        </div>
        <div>
          <dt class="muted">{{ t('trunks.health') }}</dt>
          <dd>
            @if (trunk.active) {
              <ui-status-chip [tone]="tone()">{{ t('trunkStates.' + trunk.health.state) }}</ui-status-chip>
              @if (trunk.health.since) {
                <span class="since muted">{{ t('trunkState.since', { when: trunk.health.since | instant }) }}</span>
              }
            } @else {
              <ui-status-chip tone="quiet">{{ t('trunks.inactive') }}</ui-status-chip>
            }
          </dd>
        </div>
        <div>
          <dt class="muted">{{ t('trunks.channels') }}</dt>
          <dd>{{ t('trunks.channelsUsed', { used: trunk.health.channelsUsed, channels: trunk.channels }) }}</dd>
        </div>
        @if (trunk.health.lastErrorAt) {
          <div>
            <dt class="muted">{{ t('trunks.lastError') }}</dt>
            <dd>
              {{ trunk.health.lastErrorAt | instant: 'exact' }} <code>{{ trunk.health.lastError }}</code>
            </dd>
          </div>
        }
      </dl>
    }
  `,
  styles: `
    dl {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(190px, 1fr));
      gap: 12px 24px;
      margin: 0;
      padding: 12px 16px;
      border: 1px solid var(--cc-line);
      border-radius: 8px;
    }
    dt {
      margin-bottom: 4px;
      font-size: 12px;
    }
    dd {
      margin: 0;
    }
    .since {
      display: block;
      margin-top: 4px;
      font-size: 12px;
    }
    .reason {
      margin: 6px 0 0;
    }
    code {
      overflow-wrap: anywhere;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class TrunkState {
  readonly trunk = input.required<Trunk>();
  private readonly api = inject(Api);
  private readonly seen = signal<Trunk | null>(null);
  protected readonly now = computed(() => this.seen() ?? this.trunk());
  protected readonly tone = computed(() => TRUNK_TONES[this.now().health.state]);
  protected readonly lineTone = computed(() => LINE_TONES[this.now().line.state]);

  constructor() {
    effect(() => {
      this.trunk();
      this.seen.set(null);
    });
    const timer = setInterval(() => void this.look(), LOOK_EVERY_MS);
    inject(DestroyRef).onDestroy(() => clearInterval(timer));
  }

  private async look(): Promise<void> {
    try {
      this.seen.set(await this.api.get<Trunk>(`/trunks/${this.trunk().id}`));
    } catch {
      // What was seen last stays; the frame says when the server is away.
    }
  }
}

import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import type { GoalPace } from '#contracts';
import { StatusChip, type Tone } from '../../../../ui';

export const PACE_TONES: Readonly<Record<GoalPace, Tone>> = {
  reached: 'ok',
  'on-track': 'busy',
  behind: 'bad',
  'no-pace': 'quiet',
};

/** How far a goal is: figures, a bar, the mark where it should be by now, and the pace in a word. */
@Component({
  selector: 'app-goal-bar',
  imports: [TranslocoDirective, StatusChip],
  template: `
    <ng-container *transloco="let t">
      <div class="line tabular">
        <span>
          <strong>{{ text(reached()) }}</strong> <span class="muted"> / {{ text(target()) }}</span>
        </span>
        <ui-status-chip [tone]="tones[pace()]">{{ t('goalPaces.' + pace()) }}</ui-status-chip>
      </div>
      <div
        class="bar"
        role="meter"
        aria-valuemin="0"
        [attr.aria-valuemax]="target()"
        [attr.aria-valuenow]="reached()"
        [attr.aria-label]="label()"
      >
        <span [attr.data-pace]="pace()" [style.width.%]="share(reached())"></span>
        @if (expected() !== null && pace() !== 'reached') {
          <i [style.left.%]="share(expected() ?? 0)"></i>
        }
      </div>
      @if (expected() !== null && pace() !== 'reached') {
        <small class="muted">{{ t('goals.expected', { value: text(expected() ?? 0) }) }}</small>
      }
    </ng-container>
  `,
  styles: `
    :host {
      display: grid;
      gap: 6px;
    }
    .line {
      display: flex;
      justify-content: space-between;
      align-items: center;
      gap: 8px;
    }
    .bar {
      position: relative;
      height: 8px;
      border-radius: 4px;
      background: var(--cc-quiet-container);
    }
    .bar span {
      display: block;
      height: 100%;
      border-radius: 4px;
      background: var(--mat-sys-primary);
    }
    .bar span[data-pace='reached'] {
      background: var(--cc-ok);
    }
    .bar span[data-pace='behind'] {
      background: var(--cc-bad);
    }
    .bar i {
      position: absolute;
      top: -3px;
      bottom: -3px;
      width: 2px;
      background: var(--mat-sys-on-surface);
    }
    small {
      font-size: 12px;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class GoalBar {
  readonly reached = input.required<number>();
  readonly target = input.required<number>();
  readonly expected = input.required<number | null>();
  readonly pace = input.required<GoalPace>();
  readonly label = input.required<string>();
  readonly locale = input('pl');
  protected readonly tones = PACE_TONES;
  private readonly format = computed(() => new Intl.NumberFormat(this.locale(), { maximumFractionDigits: 2 }));

  protected text(value: number): string {
    return this.format().format(value);
  }

  protected share(value: number): number {
    return Math.min(100, (100 * value) / this.target());
  }
}

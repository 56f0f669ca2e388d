import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';

const SEGMENTS = 12;

/** Loudness from 0 to 1, as segments that light up. */
@Component({
  selector: 'ui-level-meter',
  template: `@for (lit of segments(); track $index) {
    <span [class.lit]="lit"></span>
  }`,
  styles: `
    :host {
      display: flex;
      gap: 3px;
      height: 14px;
    }
    span {
      flex: 1;
      border-radius: 2px;
      background: var(--cc-quiet-container);
    }
    .lit {
      background: var(--cc-ok);
    }
  `,
  host: {
    role: 'meter',
    'aria-valuemin': '0',
    'aria-valuemax': '100',
    '[attr.aria-valuenow]': 'percent()',
    '[attr.aria-label]': 'label()',
  },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class LevelMeter {
  readonly level = input.required<number>();
  readonly label = input.required<string>();
  protected readonly percent = computed(() => Math.round(Math.min(1, this.level()) * 100));
  protected readonly segments = computed(() =>
    Array.from({ length: SEGMENTS }, (_, index) => index < Math.round(this.level() * SEGMENTS)),
  );
}

import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';

const NEARLY = 0.8;
const ALMOST = 0.95;

/** How much of a limit is used, as a bar; the figures stand beside it in words. */
@Component({
  selector: 'ui-usage-bar',
  template: '<span [style.width.%]="percent()" [attr.data-level]="level()"></span>',
  styles: `
    :host {
      display: block;
      height: 8px;
      border-radius: 4px;
      overflow: hidden;
      background: var(--cc-quiet-container);
    }
    span {
      display: block;
      height: 100%;
      min-width: 2px;
      border-radius: 4px;
      background: var(--mat-sys-primary);
    }
    span[data-level='nearly'] {
      background: var(--cc-warn);
    }
    span[data-level='full'] {
      background: var(--cc-bad);
    }
  `,
  host: {
    role: 'meter',
    'aria-valuemin': '0',
    '[attr.aria-valuemax]': 'limit()',
    '[attr.aria-valuenow]': 'used()',
    '[attr.aria-label]': 'label()',
  },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class UsageBar {
  readonly used = input.required<number>();
  readonly limit = input.required<number>();
  readonly label = input.required<string>();
  private readonly share = computed(() => (this.limit() > 0 ? this.used() / this.limit() : 0));
  protected readonly percent = computed(() => Math.min(100, this.share() * 100));
  protected readonly level = computed(() =>
    this.share() >= ALMOST ? 'full' : this.share() >= NEARLY ? 'nearly' : 'calm',
  );
}

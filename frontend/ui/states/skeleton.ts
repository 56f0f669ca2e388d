import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';

/** Grey bars in the place of what is being loaded. */
@Component({
  selector: 'ui-skeleton',
  template: `@for (width of widths(); track $index) {
    <span [style.width.%]="width"></span>
  }`,
  styles: `
    :host {
      display: flex;
      flex-direction: column;
      gap: 18px;
      padding: 16px;
    }
    span {
      height: 12px;
      border-radius: 6px;
      background: var(--cc-line);
      animation: pulse 1.2s ease-in-out infinite alternate;
    }
    @keyframes pulse {
      to {
        opacity: 0.45;
      }
    }
  `,
  host: { 'aria-hidden': 'true' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Skeleton {
  private static readonly pattern = [92, 78, 86, 70, 82];
  readonly rows = input(6);
  protected readonly widths = computed(() =>
    Array.from({ length: this.rows() }, (_, row) => Skeleton.pattern[row % Skeleton.pattern.length]),
  );
}

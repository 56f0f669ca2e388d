import { ChangeDetectionStrategy, Component, input } from '@angular/core';
import { MatIconModule } from '@angular/material/icon';

export type Tone = 'ok' | 'warn' | 'busy' | 'ring' | 'after' | 'bad' | 'quiet';

/** A state as a word, an icon and a colour: never the colour alone. */
@Component({
  selector: 'ui-status-chip',
  imports: [MatIconModule],
  template: `@if (icon(); as name) {
      <mat-icon [svgIcon]="name" aria-hidden="true" />
    }
    <ng-content />`,
  styles: `
    :host {
      display: inline-flex;
      align-items: center;
      gap: 6px;
      min-height: 24px;
      padding: 0 10px 0 8px;
      border-radius: 12px;
      font-size: 12px;
      font-weight: 600;
      line-height: 16px;
      white-space: nowrap;
      color: var(--tone);
      background: var(--tone-container);
    }
    mat-icon {
      width: 16px;
      height: 16px;
      flex: none;
    }
  `,
  host: {
    '[style.--tone]': '"var(--cc-" + tone() + ")"',
    '[style.--tone-container]': '"var(--cc-" + tone() + "-container)"',
  },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class StatusChip {
  readonly tone = input<Tone>('quiet');
  readonly icon = input<string>();
}

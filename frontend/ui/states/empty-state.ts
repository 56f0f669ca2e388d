import { ChangeDetectionStrategy, Component, input } from '@angular/core';
import { MatIconModule } from '@angular/material/icon';

/** Nothing is here, why, and what to do about it (projected buttons). */
@Component({
  selector: 'ui-empty-state',
  imports: [MatIconModule],
  template: `
    <mat-icon [svgIcon]="icon()" aria-hidden="true" />
    <p class="title">{{ title() }}</p>
    @if (hint()) {
      <p class="muted">{{ hint() }}</p>
    }
    <ng-content />
  `,
  styles: `
    :host {
      display: flex;
      flex-direction: column;
      align-items: center;
      gap: 6px;
      padding: 32px 16px;
      text-align: center;
    }
    mat-icon {
      width: 36px;
      height: 36px;
      color: var(--cc-line-strong);
    }
    .title {
      font-weight: 600;
    }
    p {
      max-width: 44ch;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class EmptyState {
  readonly icon = input('empty');
  readonly title = input.required<string>();
  readonly hint = input<string>();
}

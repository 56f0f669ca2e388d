import { ChangeDetectionStrategy, Component, input, output } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import type { Option } from '../fields/select-field';

/** One filter of a list: everything, or one of a few. */
@Component({
  selector: 'ui-filter-select',
  imports: [TranslocoDirective],
  template: `
    <ng-container *transloco="let t">
      <select #field [attr.aria-label]="label()" [class.set]="value()" (change)="changed.emit(field.value || null)">
        <option value="" [selected]="!value()">{{ label() }}</option>
        @for (option of options(); track option.value) {
          <option [value]="option.value" [selected]="value() === option.value">
            {{ label() }}: {{ option.label }}
          </option>
        }
      </select>
    </ng-container>
  `,
  styles: `
    :host {
      flex: 0 1 auto;
      min-width: 112px;
    }
    select {
      height: 36px;
      width: 100%;
      max-width: 240px;
      text-overflow: ellipsis;
      padding: 0 8px;
      border: 1px solid var(--cc-line-strong);
      border-radius: 8px;
      background: var(--cc-card);
      color: inherit;
      font: inherit;
      cursor: pointer;
    }
    select.set {
      border-color: var(--mat-sys-primary);
      background: var(--cc-ring-container);
      color: var(--cc-ring);
      font-weight: 600;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class FilterSelect {
  readonly label = input.required<string>();
  readonly options = input.required<readonly Option<string>[]>();
  readonly value = input<string | null>(null);
  readonly changed = output<string | null>();
}

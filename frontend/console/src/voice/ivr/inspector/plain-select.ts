import { booleanAttribute, ChangeDetectionStrategy, Component, input, output } from '@angular/core';
import type { Option } from '../../../../../ui';

export interface OptionGroup {
  readonly label: string;
  readonly options: readonly Option<string>[];
}

/** One out of a few; with `empty` nothing may be chosen as well. */
@Component({
  selector: 'app-plain-select',
  template: `
    <label>
      <span [class]="bare() ? 'visually-hidden' : 'label'">{{ label() }}</span>
      <select #field [disabled]="disabled()" [attr.aria-invalid]="!!error()" (change)="changed.emit(field.value)">
        @if (empty() !== null) {
          <option value="" [selected]="!value()">{{ empty() }}</option>
        }
        @for (option of options(); track option.value) {
          <option [value]="option.value" [selected]="option.value === value()">{{ option.label }}</option>
        }
        @for (group of groups(); track group.label) {
          <optgroup [label]="group.label">
            @for (option of group.options; track option.value) {
              <option [value]="option.value" [selected]="option.value === value()">{{ option.label }}</option>
            }
          </optgroup>
        }
      </select>
      @if (error()) {
        <span class="error" role="alert">{{ error() }}</span>
      } @else if (hint()) {
        <span class="hint">{{ hint() }}</span>
      }
    </label>
  `,
  styleUrl: './plain-field.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class PlainSelect {
  readonly label = input.required<string>();
  readonly value = input.required<string | null>();
  readonly options = input<readonly Option<string>[]>([]);
  readonly groups = input<readonly OptionGroup[]>([]);
  readonly empty = input<string | null>(null);
  readonly hint = input('');
  readonly error = input('');
  readonly bare = input(false, { transform: booleanAttribute });
  readonly disabled = input(false);
  readonly changed = output<string>();
}

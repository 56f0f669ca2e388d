import { ChangeDetectionStrategy, Component, input, output } from '@angular/core';

/** A whole number of a node; an empty field is null where that means something, else it waits for a figure. */
@Component({
  selector: 'app-plain-number',
  template: `
    <label>
      <span class="label">{{ label() }}{{ unit() ? ' (' + unit() + ')' : '' }}</span>
      <input
        #field
        type="number"
        [value]="value() ?? ''"
        [disabled]="disabled()"
        [placeholder]="placeholder()"
        [attr.aria-invalid]="!!error()"
        (input)="typed(field.value)"
      />
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
export class PlainNumber {
  readonly label = input.required<string>();
  readonly value = input.required<number | null>();
  readonly unit = input('');
  readonly hint = input('');
  readonly error = input('');
  readonly placeholder = input('');
  readonly optional = input(false);
  readonly disabled = input(false);
  readonly changed = output<number | null>();

  protected typed(text: string): void {
    if (text.trim() === '') {
      if (this.optional()) this.changed.emit(null);
    } else this.changed.emit(Number(text));
  }
}

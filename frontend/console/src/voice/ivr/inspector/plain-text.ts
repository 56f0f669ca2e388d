import { booleanAttribute, ChangeDetectionStrategy, Component, input, output } from '@angular/core';

let count = 0;

/** One value of a node as text: what is typed goes into the draft at once, what undo brings back shows at once. */
@Component({
  selector: 'app-plain-text',
  template: `
    <label [attr.for]="id">
      <span [class]="bare() ? 'visually-hidden' : 'label'">{{ label() }}</span>
      @if (lines() > 1) {
        <textarea
          #area
          [id]="id"
          [rows]="lines()"
          [value]="value()"
          [disabled]="disabled()"
          [placeholder]="placeholder()"
          [attr.aria-invalid]="!!error()"
          (input)="changed.emit(area.value)"
        ></textarea>
      } @else {
        <input
          #field
          [id]="id"
          autocomplete="off"
          [type]="type()"
          [value]="value()"
          [disabled]="disabled()"
          [placeholder]="placeholder()"
          [attr.list]="list()"
          [attr.aria-invalid]="!!error()"
          (input)="changed.emit(field.value)"
        />
      }
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
export class PlainText {
  readonly label = input.required<string>();
  readonly value = input.required<string>();
  readonly hint = input('');
  readonly error = input('');
  readonly placeholder = input('');
  readonly type = input<'text' | 'time' | 'date' | 'datetime-local' | 'tel'>('text');
  readonly lines = input(1);
  readonly list = input<string | null>(null);
  /** The label is for those who hear the page only. */
  readonly bare = input(false, { transform: booleanAttribute });
  readonly disabled = input(false);
  readonly changed = output<string>();
  protected readonly id = `plain-text-${++count}`;
}

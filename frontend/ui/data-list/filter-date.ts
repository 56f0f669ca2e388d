import { ChangeDetectionStrategy, Component, input, output } from '@angular/core';

/** A day as a list's filter; `2026-11-22` or null. */
@Component({
  selector: 'ui-filter-date',
  template: `<label
    ><span>{{ label() }}</span
    ><input #field type="date" [value]="value() ?? ''" (change)="changed.emit(field.value || null)"
  /></label>`,
  styles: `
    :host {
      flex: none;
    }
    label {
      display: inline-flex;
      align-items: center;
      gap: 6px;
      height: 36px;
      padding: 0 8px 0 10px;
      border: 1px solid var(--cc-line-strong);
      border-radius: 8px;
      background: var(--cc-card);
    }
    span {
      color: var(--cc-muted);
    }
    input {
      width: 112px;
      border: 0;
      background: none;
      color: inherit;
      font: inherit;
      outline-offset: 4px;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class FilterDate {
  readonly label = input.required<string>();
  readonly value = input<string | null>(null);
  readonly changed = output<string | null>();
}

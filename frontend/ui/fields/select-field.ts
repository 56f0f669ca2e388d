import { ChangeDetectionStrategy, Component, input } from '@angular/core';
import { ReactiveFormsModule, type FormControl } from '@angular/forms';
import { MatFormFieldModule } from '@angular/material/form-field';
import { MatSelectModule } from '@angular/material/select';
import { FieldErrorPipe } from './field-error';
import { followControl } from './follow-control';

export interface Option<Value = string | null> {
  readonly value: Value;
  readonly label: string;
  /** What choosing it means. */
  readonly hint?: string;
}

/** One or many out of a few. */
@Component({
  selector: 'ui-select-field',
  imports: [ReactiveFormsModule, MatFormFieldModule, MatSelectModule, FieldErrorPipe],
  template: `
    <mat-form-field>
      <mat-label>{{ label() }}</mat-label>
      <mat-select [formControl]="control()" [multiple]="multiple()" canSelectNullableOptions>
        @for (option of options(); track option.value) {
          <mat-option [value]="option.value">
            {{ option.label }}
            @if (option.hint) {
              <small class="muted"> – {{ option.hint }}</small>
            }
          </mat-option>
        }
      </mat-select>
      @if (hint()) {
        <mat-hint>{{ hint() }}</mat-hint>
      }
      <mat-error>{{ control() | fieldError }}</mat-error>
    </mat-form-field>
  `,
  styles: `
    :host,
    mat-form-field {
      display: block;
      width: 100%;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class SelectField {
  readonly control = input.required<FormControl>();
  readonly label = input.required<string>();
  readonly options = input.required<readonly Option<unknown>[]>();
  readonly hint = input<string>();
  readonly multiple = input(false);

  constructor() {
    followControl(this.control);
  }
}

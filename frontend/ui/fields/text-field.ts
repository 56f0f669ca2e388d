import { ChangeDetectionStrategy, Component, input } from '@angular/core';
import { ReactiveFormsModule, type FormControl } from '@angular/forms';
import { MatFormFieldModule } from '@angular/material/form-field';
import { MatInputModule } from '@angular/material/input';
import { FieldErrorPipe } from './field-error';
import { followControl } from './follow-control';

/** One line or several of text, or a number, with its label, hint and error. */
@Component({
  selector: 'ui-text-field',
  imports: [ReactiveFormsModule, MatFormFieldModule, MatInputModule, FieldErrorPipe],
  template: `
    <mat-form-field>
      <mat-label>{{ label() }}</mat-label>
      @if (lines() > 1) {
        <textarea matInput [formControl]="control()" [rows]="lines()"></textarea>
      } @else if (type() === 'number') {
        <!-- Written out: only an input that is a number from the beginning gives one to its form. -->
        <input
          matInput
          type="number"
          [formControl]="control()"
          [attr.autocomplete]="autocomplete()"
          [attr.inputmode]="mode()"
        />
      } @else {
        <input
          matInput
          [formControl]="control()"
          [type]="type()"
          [attr.autocomplete]="autocomplete()"
          [attr.inputmode]="mode()"
        />
      }
      @if (suffix()) {
        <span matTextSuffix>&nbsp;{{ suffix() }}</span>
      }
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
export class TextField {
  readonly control = input.required<FormControl>();
  readonly label = input.required<string>();
  readonly hint = input<string>();
  readonly suffix = input<string>();
  readonly type = input<'text' | 'email' | 'tel' | 'number' | 'password' | 'date' | 'datetime-local' | 'time'>('text');
  readonly mode = input<string>();
  readonly autocomplete = input('off');
  readonly lines = input(1);

  constructor() {
    followControl(this.control);
  }
}

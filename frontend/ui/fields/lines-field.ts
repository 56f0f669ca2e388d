import { ChangeDetectionStrategy, Component, input } from '@angular/core';
import { FormsModule, type FormControl } from '@angular/forms';
import { MatFormFieldModule } from '@angular/material/form-field';
import { MatInputModule } from '@angular/material/input';
import { FieldErrorPipe } from './field-error';
import { followControl } from './follow-control';

export const toLines = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** A list of short texts, one on each line. */
@Component({
  selector: 'ui-lines-field',
  imports: [FormsModule, MatFormFieldModule, MatInputModule, FieldErrorPipe],
  template: `
    <mat-form-field>
      <mat-label>{{ label() }}</mat-label>
      <textarea
        matInput
        [rows]="lines()"
        [ngModel]="text()"
        [ngModelOptions]="{ standalone: true }"
        (ngModelChange)="typed($event)"
        (blur)="control().markAsTouched()"
      ></textarea>
      <mat-hint>{{ hint() }}</mat-hint>
    </mat-form-field>
    @if (control().invalid && control().touched) {
      <p class="wrong" role="alert">{{ control() | fieldError }}</p>
    }
  `,
  styles: `
    :host,
    mat-form-field {
      display: block;
      width: 100%;
    }
    .wrong {
      padding: 2px 16px 0;
      font-size: 12px;
      color: var(--mat-sys-error);
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class LinesField {
  readonly control = input.required<FormControl<string[]>>();
  readonly label = input.required<string>();
  readonly hint = input<string>();
  readonly lines = input(2);
  private typing = '';

  constructor() {
    followControl(this.control);
  }

  /** What is being typed keeps its empty lines; anything else shows the control's value. */
  protected text(): string {
    const lines = this.control().value;
    return toLines(this.typing).join('\n') === lines.join('\n') ? this.typing : lines.join('\n');
  }

  protected typed(text: string): void {
    this.typing = text;
    this.control().setValue(toLines(text));
    this.control().markAsDirty();
  }
}

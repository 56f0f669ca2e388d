import { ChangeDetectionStrategy, Component, input } from '@angular/core';
import { ReactiveFormsModule, type FormControl } from '@angular/forms';
import { MatSlideToggleModule } from '@angular/material/slide-toggle';
import { followControl } from './follow-control';

/** Yes or no. */
@Component({
  selector: 'ui-toggle-field',
  imports: [ReactiveFormsModule, MatSlideToggleModule],
  template: `
    <mat-slide-toggle [formControl]="control()">{{ label() }}</mat-slide-toggle>
    @if (hint()) {
      <p class="muted">{{ hint() }}</p>
    }
  `,
  styles: `
    :host {
      display: block;
      padding: 4px 0;
    }
    p {
      font-size: 12px;
      padding-left: 60px;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ToggleField {
  readonly control = input.required<FormControl<boolean>>();
  readonly label = input.required<string>();
  readonly hint = input<string>();

  constructor() {
    followControl(this.control);
  }
}

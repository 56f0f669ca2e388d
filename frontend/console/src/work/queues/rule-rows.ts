import { NgTemplateOutlet } from '@angular/common';
import { ChangeDetectionStrategy, Component, contentChild, input, output, TemplateRef } from '@angular/core';
import type { FormArray, FormGroup } from '@angular/forms';
import { MatButtonModule } from '@angular/material/button';
import { MatIconModule } from '@angular/material/icon';
import { TranslocoDirective } from '@jsverse/transloco';
import { FieldErrorPipe, followControl } from '../../../../ui';
import { removeRow } from '../../platform/forms/rows';

/** A list of rules of one kind: each row's fields (projected as a template), a way to add one and to take one away. */
@Component({
  selector: 'app-rule-rows',
  imports: [NgTemplateOutlet, MatButtonModule, MatIconModule, TranslocoDirective, FieldErrorPipe],
  template: `
    <ng-container *transloco="let t">
      <h3>{{ label() }}</h3>
      <p class="muted">{{ hint() }}</p>
      @for (row of rows().controls; track row; let index = $index) {
        <div class="row" role="group" [attr.aria-label]="label() + ' ' + (index + 1)">
          <div class="fields">
            <ng-container *ngTemplateOutlet="fields(); context: { $implicit: row }" />
          </div>
          <button matIconButton type="button" [attr.aria-label]="t('queues.removeRule')" (click)="remove(index)">
            <mat-icon svgIcon="clear" />
          </button>
        </div>
      }
      @if (rows() | fieldError; as problem) {
        <p class="problem" role="alert">{{ problem }}</p>
      }
      <button matButton type="button" [disabled]="rows().disabled" (click)="added.emit()">
        <mat-icon svgIcon="add" />{{ addLabel() }}
      </button>
    </ng-container>
  `,
  styles: `
    :host {
      display: block;
      grid-column: 1 / -1;
    }
    h3 {
      font-size: 14px;
      line-height: 20px;
    }
    p {
      margin: 0 0 8px;
      font-size: 12px;
    }
    .row {
      display: flex;
      gap: 8px;
      align-items: flex-start;
    }
    .fields {
      display: grid;
      flex: 1;
      grid-template-columns: repeat(auto-fit, minmax(min(100%, var(--rule-field, 150px)), 1fr));
      gap: 8px 12px;
      margin-bottom: 4px;
    }
    .row + .row {
      margin-top: 8px;
    }
    .problem {
      color: var(--cc-bad);
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class RuleRows {
  readonly rows = input.required<FormArray<FormGroup>>();
  readonly label = input.required<string>();
  readonly hint = input('');
  readonly addLabel = input.required<string>();
  readonly added = output();
  protected readonly fields = contentChild.required<TemplateRef<unknown>>(TemplateRef);

  constructor() {
    followControl(this.rows);
  }

  protected remove(index: number): void {
    removeRow(this.rows(), index);
  }
}

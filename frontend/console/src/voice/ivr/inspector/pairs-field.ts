import { ChangeDetectionStrategy, Component, input, output } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatIconModule } from '@angular/material/icon';
import { TranslocoDirective } from '@jsverse/transloco';
import type { NodeIssue } from '../graph/node-issues';
import { IssueTextPipe } from './issue-text';
import { PlainText } from './plain-text';

export type Pair = readonly [left: string, right: string];

/** Rows of two texts that belong together: name and value, path and variable. */
@Component({
  selector: 'app-pairs-field',
  imports: [MatButtonModule, MatIconModule, TranslocoDirective, IssueTextPipe, PlainText],
  template: `
    <ng-container *transloco="let t">
      <h3>{{ label() }}</h3>
      @for (pair of value(); track $index; let at = $index) {
        <div class="row">
          <app-plain-text
            class="grow"
            bare
            [label]="left()"
            [placeholder]="left()"
            [value]="pair[0]"
            [error]="issues() | issueText: path() + '.' + at + '.' + fields()[0]"
            [disabled]="disabled()"
            (changed)="put(at, [$event, pair[1]])"
          />
          <app-plain-text
            class="grow"
            bare
            [label]="right()"
            [placeholder]="right()"
            [value]="pair[1]"
            [error]="issues() | issueText: path() + '.' + at + '.' + fields()[1]"
            [disabled]="disabled()"
            (changed)="put(at, [pair[0], $event])"
          />
          @if (!disabled()) {
            <button matIconButton type="button" (click)="remove(at)" [attr.aria-label]="t('ivr.removeRow')">
              <mat-icon svgIcon="clear" />
            </button>
          }
        </div>
      } @empty {
        <p class="none">{{ empty() || t('ivr.nothingYet') }}</p>
      }
      @if (!disabled()) {
        <button matButton type="button" (click)="changed.emit([...value(), [fresh(), '']])">
          <mat-icon svgIcon="add" />{{ t('ivr.addRow') }}
        </button>
      }
    </ng-container>
  `,
  styleUrl: './rows.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class PairsField {
  readonly label = input.required<string>();
  readonly left = input.required<string>();
  readonly right = input.required<string>();
  readonly value = input.required<readonly Pair[]>();
  /** Where the rows lie in the node, and what their two fields are called there: for what is wrong with them. */
  readonly path = input('');
  readonly fields = input<Pair>(['', '']);
  readonly issues = input<readonly NodeIssue[]>([]);
  readonly empty = input('');
  /** What the left text of a new row says. */
  readonly fresh = input('');
  readonly disabled = input(false);
  readonly changed = output<Pair[]>();

  protected put(at: number, pair: Pair): void {
    this.changed.emit(this.value().map((each, place) => (place === at ? pair : each)));
  }

  protected remove(at: number): void {
    this.changed.emit(this.value().filter((_, place) => place !== at));
  }
}

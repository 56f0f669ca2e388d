import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialogModule, type MatDialog } from '@angular/material/dialog';
import { firstValueFrom } from 'rxjs';

export interface Choice<Answer extends string = string> {
  readonly answer: Answer;
  readonly label: string;
  readonly danger?: boolean;
}

/** A question with its answers; the last one stands out. */
export interface Question<Answer extends string = string> {
  readonly title: string;
  readonly text: string;
  readonly choices: readonly Choice<Answer>[];
  /** The person must choose: no escape by clicking beside it. */
  readonly modal?: boolean;
}

@Component({
  selector: 'ui-confirm-dialog',
  imports: [MatButtonModule, MatDialogModule],
  template: `
    <h2 mat-dialog-title>{{ question.title }}</h2>
    <mat-dialog-content>{{ question.text }}</mat-dialog-content>
    <mat-dialog-actions align="end">
      @for (choice of question.choices; track choice.answer; let last = $last) {
        <button
          [matButton]="last ? 'filled' : 'text'"
          [class.danger]="choice.danger"
          [mat-dialog-close]="choice.answer"
        >
          {{ choice.label }}
        </button>
      }
    </mat-dialog-actions>
  `,
  styles: `
    .danger {
      --mat-button-filled-container-color: var(--cc-bad);
      --mat-button-filled-label-text-color: var(--cc-bad-container);
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ConfirmDialog {
  protected readonly question = inject<Question>(MAT_DIALOG_DATA);
}

/** Asks and waits; undefined when the person turned away. */
export function ask<Answer extends string>(dialog: MatDialog, question: Question<Answer>): Promise<Answer | undefined> {
  const opened = dialog.open<ConfirmDialog, Question, Answer>(ConfirmDialog, {
    data: question,
    disableClose: question.modal ?? false,
    maxWidth: '480px',
  });
  return firstValueFrom(opened.afterClosed());
}

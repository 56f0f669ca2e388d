import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { FormControl } from '@angular/forms';
import { MatButtonModule } from '@angular/material/button';
import { MatDialogModule, MatDialogRef } from '@angular/material/dialog';
import { TranslocoDirective } from '@jsverse/transloco';
import { TextField } from '../../../../ui';
import { numbersIn } from './numbers-in';

/** Takes numbers from a file or the clipboard; says beforehand how many, and which lines have none. Answers with them in E.164. */
@Component({
  selector: 'app-add-numbers-dialog',
  imports: [MatButtonModule, MatDialogModule, TranslocoDirective, TextField],
  template: `
    <ng-container *transloco="let t">
      <h2 mat-dialog-title>{{ t('campaigns.addNumbers') }}</h2>
      <mat-dialog-content>
        <label>
          {{ t('campaigns.numbersFile') }}
          <input type="file" accept=".csv,.txt,text/csv,text/plain" (change)="choose($event)" />
        </label>
        <ui-text-field [control]="text" [label]="t('campaigns.numbersText')" [lines]="8" />
        @let read = found();
        <p role="status">
          {{ t('campaigns.numbersFound', { count: read.numbers.length }) }}
          @if (read.unread.length > 0) {
            <br />
            <span class="problem">{{ t('campaigns.linesWithout', { lines: lines() }) }}</span>
          }
        </p>
      </mat-dialog-content>
      <mat-dialog-actions align="end">
        <button matButton type="button" mat-dialog-close>{{ t('ui.cancel') }}</button>
        <button matButton="filled" type="button" [disabled]="read.numbers.length === 0" (click)="close(read.numbers)">
          {{ t('campaigns.addFound') }}
        </button>
      </mat-dialog-actions>
    </ng-container>
  `,
  styles: `
    label {
      display: grid;
      gap: 6px;
      margin: 4px 0 16px;
    }
    .problem {
      color: var(--mat-sys-error);
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class AddNumbersDialog {
  private readonly self = inject<MatDialogRef<AddNumbersDialog, readonly string[]>>(MatDialogRef);
  protected readonly text = new FormControl('', { nonNullable: true });
  private readonly given = toSignal(this.text.valueChanges, { initialValue: '' });
  protected readonly found = computed(() => numbersIn(this.given()));
  protected readonly lines = computed(() => this.found().unread.slice(0, 20).join(', '));

  protected async choose(event: Event): Promise<void> {
    const [file] = (event.target as HTMLInputElement).files ?? [];
    if (file) this.text.setValue(await file.text());
  }

  protected close(numbers: readonly string[]): void {
    this.self.close(numbers);
  }
}

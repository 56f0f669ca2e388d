import { ChangeDetectionStrategy, Component, inject, signal } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatDialogModule } from '@angular/material/dialog';
import { TranslocoDirective } from '@jsverse/transloco';
import type { ScheduleImport } from '#contracts';
import { Api } from '../../platform/http/api';
import { ProblemText } from '../../platform/http/problem-text';
import { Vocabulary } from '../../platform/language/vocabulary';

/** Takes days from a CSV file; says of every row that was refused what is wrong with it. */
@Component({
  selector: 'app-import-schedule-dialog',
  imports: [MatButtonModule, MatDialogModule, TranslocoDirective],
  template: `
    <ng-container *transloco="let t">
      <h2 mat-dialog-title>{{ t('schedule.importTitle') }}</h2>
      <mat-dialog-content>
        <p>{{ t('schedule.importHint') }}</p>
        <code>login;data;od;do;przerwa;uwagi</code>
        <label>
          {{ t('schedule.file') }}
          <input type="file" accept=".csv,text/csv,text/plain" [disabled]="busy()" (change)="choose($event)" />
        </label>
        @if (problem(); as text) {
          <p class="problem" role="alert">{{ text }}</p>
        }
        @if (done(); as result) {
          <p role="status">{{ t('schedule.imported', { applied: result.applied, rows: result.rows }) }}</p>
          @if (result.errors.length > 0) {
            <ul role="alert">
              @for (error of result.errors; track $index) {
                <li class="problem">
                  {{ t('schedule.line', { line: error.line }) }}: {{ word(error.field, error.rule) }}
                  @if (error.text) {
                    <code>{{ error.text }}</code>
                  }
                </li>
              }
            </ul>
          }
        }
      </mat-dialog-content>
      <mat-dialog-actions align="end">
        <button matButton [mat-dialog-close]="(done()?.applied ?? 0) > 0">{{ t('ui.close') }}</button>
      </mat-dialog-actions>
    </ng-container>
  `,
  styles: `
    label {
      display: grid;
      gap: 6px;
      margin: 12px 0;
    }
    .problem {
      color: var(--mat-sys-error);
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ImportScheduleDialog {
  private readonly api = inject(Api);
  private readonly problems = inject(ProblemText);
  private readonly vocabulary = inject(Vocabulary);
  protected readonly busy = signal(false);
  protected readonly problem = signal('');
  protected readonly done = signal<ScheduleImport | null>(null);

  protected word(field: string, rule: string): string {
    return `${this.vocabulary.word('scheduleFields', field)}: ${this.vocabulary.word('scheduleRules', rule)}`;
  }

  protected async choose(event: Event): Promise<void> {
    const input = event.target as HTMLInputElement;
    const file = input.files?.[0];
    if (!file) return;
    this.busy.set(true);
    this.problem.set('');
    this.done.set(null);
    try {
      const body = { fileName: file.name, csv: await file.text() };
      this.done.set(await this.api.post<ScheduleImport>('/schedule/imports', body));
    } catch (error) {
      this.problem.set(this.problems.of(error));
    } finally {
      this.busy.set(false);
      input.value = '';
    }
  }
}

import { ChangeDetectionStrategy, Component, inject, signal } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatDialogModule } from '@angular/material/dialog';
import { MatIconModule } from '@angular/material/icon';
import { TranslocoDirective } from '@jsverse/transloco';
import type { BlacklistImport } from '#contracts';
import { Api } from '../../platform/http/api';
import { ProblemText } from '../../platform/http/problem-text';
import { Toasts } from '../../platform/look/toasts';

/** Takes a CSV file in, says what became of its rows, and gives the refused ones back as a file. */
@Component({
  selector: 'app-import-dialog',
  imports: [MatButtonModule, MatDialogModule, MatIconModule, TranslocoDirective],
  template: `
    <ng-container *transloco="let t">
      <h2 mat-dialog-title>{{ t('blacklist.importTitle') }}</h2>
      <mat-dialog-content>
        <p>{{ t('blacklist.importHint') }}</p>
        <label>
          {{ t('blacklist.file') }}
          <input type="file" accept=".csv,text/csv,text/plain" [disabled]="busy()" (change)="choose($event)" />
        </label>
        @if (problem(); as text) {
          <p class="problem" role="alert">{{ text }}</p>
        }
        @if (done(); as result) {
          <p role="status">{{ t('blacklist.imported', { added: result.added, known: result.known }) }}</p>
          @if (result.refused > 0) {
            <p class="problem" role="alert">{{ t('blacklist.importRefused', { count: result.refused }) }}</p>
            <button matButton type="button" (click)="errors(result)">
              <mat-icon svgIcon="download" />{{ t('blacklist.importErrors') }}
            </button>
          }
        }
      </mat-dialog-content>
      <mat-dialog-actions align="end">
        <button matButton [mat-dialog-close]="(done()?.added ?? 0) > 0">{{ t('ui.close') }}</button>
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
export class ImportDialog {
  private readonly api = inject(Api);
  private readonly problems = inject(ProblemText);
  private readonly toasts = inject(Toasts);
  protected readonly busy = signal(false);
  protected readonly problem = signal('');
  protected readonly done = signal<BlacklistImport | null>(null);

  protected async choose(event: Event): Promise<void> {
    const input = event.target as HTMLInputElement;
    const file = input.files?.[0];
    if (!file) return;
    this.busy.set(true);
    this.problem.set('');
    this.done.set(null);
    try {
      const body = { fileName: file.name, csv: await file.text() };
      this.done.set(await this.api.post<BlacklistImport>('/blacklist/imports', body));
    } catch (error) {
      this.problem.set(this.problems.of(error));
    } finally {
      this.busy.set(false);
      input.value = '';
    }
  }

  protected errors({ id }: BlacklistImport): void {
    void this.toasts.try(() => this.api.exportCsv(`/blacklist/imports/${id}/errors`));
  }
}

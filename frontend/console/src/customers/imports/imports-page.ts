import { HttpClient } from '@angular/common/http';
import { ChangeDetectionStrategy, Component, computed, inject, resource, signal } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatIconModule } from '@angular/material/icon';
import { MatProgressBarModule } from '@angular/material/progress-bar';
import { Router, RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import { firstValueFrom } from 'rxjs';
import type { ContactImport } from '#contracts';
import { EmptyState, ErrorState, PageHeader, Skeleton, StatusChip } from '../../../../ui';
import { API_PREFIX, Api, toParams } from '../../platform/http/api';
import { toProblemError } from '../../platform/http/problem-error';
import { ProblemText } from '../../platform/http/problem-text';
import { Session } from '../../platform/identity/session';
import { Realtime } from '../../platform/realtime/realtime';
import { InstantPipe } from '../../platform/time/format-pipes';
import { ContactExports } from './contact-exports';
import { toneOf } from './import-tone';

/** Lists that were brought, and a place to drop the next one. */
@Component({
  selector: 'app-imports-page',
  imports: [
    MatButtonModule,
    MatIconModule,
    MatProgressBarModule,
    RouterLink,
    TranslocoDirective,
    ContactExports,
    EmptyState,
    ErrorState,
    PageHeader,
    Skeleton,
    StatusChip,
    InstantPipe,
  ],
  template: `
    <ng-container *transloco="let t">
      <ui-page-header [title]="t('nav.imports')" />
      <label
        class="card drop"
        [class.over]="over()"
        (dragover)="drag($event, true)"
        (dragleave)="drag($event, false)"
        (drop)="dropped($event)"
      >
        <mat-icon svgIcon="up" aria-hidden="true" />
        <span>
          <strong>{{ t('imports.choose') }}</strong>
          <span class="muted">{{ t('imports.chooseHint') }}</span>
        </span>
        <input type="file" accept=".csv,.txt,.xlsx" [disabled]="uploading()" (change)="chosen($event)" />
      </label>
      @if (uploading()) {
        <mat-progress-bar mode="indeterminate" [attr.aria-label]="t('imports.uploading')" />
      }
      @if (problem()) {
        <p class="problem" role="alert"><mat-icon svgIcon="error" />{{ problem() }}</p>
      }
      <div class="card list">
        @if (imports.error(); as error) {
          <ui-error-state [message]="problems.of(error)" (retry)="imports.reload()" />
        } @else if (!imports.hasValue()) {
          <ui-skeleton [rows]="4" />
        } @else {
          @for (each of rows(); track each.id) {
            <a class="row" [routerLink]="['/imports', each.id]">
              <span class="name">
                <strong>{{ each.fileName }}</strong>
                <span class="muted">{{ each.createdAt | instant }} · {{ each.createdBy.name }}</span>
              </span>
              <span class="muted tabular">{{ t('imports.rows', { count: each.rows }) }}</span>
              <ui-status-chip [tone]="tone(each)">{{ t('importStates.' + each.state) }}</ui-status-chip>
            </a>
          } @empty {
            <ui-empty-state icon="up" [title]="t('imports.empty')" [hint]="t('imports.emptyHint')" />
          }
        }
      </div>
      @if (mayExport) {
        <app-contact-exports />
      }
    </ng-container>
  `,
  styles: `
    .drop {
      position: relative;
      display: flex;
      align-items: center;
      gap: 16px;
      flex-wrap: wrap;
      max-width: 880px;
      padding: 20px;
      border: 2px dashed var(--cc-line-strong);
      cursor: pointer;
    }
    .drop.over,
    .drop:focus-within {
      border-color: var(--mat-sys-primary);
    }
    .drop span span {
      display: block;
    }
    .drop input {
      position: absolute;
      width: 1px;
      height: 1px;
      opacity: 0;
    }
    .list {
      max-width: 880px;
      margin-top: 16px;
    }
    .row {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 4px 16px;
      padding: 12px 20px;
      border-top: 1px solid var(--cc-line);
      color: inherit;
      text-decoration: none;
    }
    .row:first-child {
      border-top: 0;
    }
    .row:hover {
      background: var(--cc-hover, transparent);
    }
    .name {
      display: grid;
      flex: 1 1 220px;
      overflow-wrap: anywhere;
    }
    .problem {
      display: flex;
      gap: 8px;
      color: var(--mat-sys-error);
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ImportsPage {
  private readonly http = inject(HttpClient);
  private readonly api = inject(Api);
  private readonly router = inject(Router);
  private readonly live = inject(Realtime).topic('contacts').all<ContactImport>('import');
  protected readonly mayExport = inject(Session).may('records.export');
  protected readonly problems = inject(ProblemText);
  protected readonly uploading = signal(false);
  protected readonly over = signal(false);
  protected readonly problem = signal('');
  protected readonly imports = resource({
    loader: () => this.api.page<ContactImport>('/contact-imports', { limit: 100 }),
  });
  protected readonly rows = computed(() =>
    (this.imports.hasValue() ? this.imports.value().items : []).map(
      (each) => this.live().find(({ id }) => id === each.id) ?? each,
    ),
  );
  protected readonly tone = toneOf;

  protected drag(event: DragEvent, over: boolean): void {
    event.preventDefault();
    this.over.set(over);
  }

  protected dropped(event: DragEvent): void {
    this.drag(event, false);
    const file = event.dataTransfer?.files[0];
    if (file) void this.upload(file);
  }

  protected chosen(event: Event): void {
    const input = event.target as HTMLInputElement;
    const file = input.files?.[0];
    input.value = '';
    if (file) void this.upload(file);
  }

  private async upload(file: File): Promise<void> {
    this.uploading.set(true);
    this.problem.set('');
    try {
      const request = this.http.post<ContactImport>(`${API_PREFIX}/contact-imports`, file, {
        params: toParams({ fileName: file.name }),
        headers: { 'content-type': 'application/octet-stream' },
      });
      const { id } = await firstValueFrom(request);
      await this.router.navigateByUrl(`/imports/${id}`);
    } catch (error) {
      this.problem.set(this.problems.of(toProblemError(error)));
    } finally {
      this.uploading.set(false);
    }
  }
}

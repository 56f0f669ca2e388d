import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialogModule } from '@angular/material/dialog';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import type { ReportInteraction } from '#contracts';
import { EmptyState, ErrorState, Skeleton } from '../../../../ui';
import { Api, type Query } from '../../platform/http/api';
import { ProblemText } from '../../platform/http/problem-text';
import { ClockTimePipe, InstantPipe, PhonePipe } from '../../platform/time/format-pipes';

export interface Behind {
  /** What was clicked, in words. */
  readonly title: string;
  readonly path: string;
  readonly query: Query;
  readonly statusText: (status: string) => string;
}

/** The calls, or stretches of status, behind one number of a report. */
@Component({
  selector: 'app-behind-dialog',
  imports: [
    MatButtonModule,
    MatDialogModule,
    RouterLink,
    TranslocoDirective,
    EmptyState,
    ErrorState,
    Skeleton,
    ClockTimePipe,
    InstantPipe,
    PhonePipe,
  ],
  template: `
    <ng-container *transloco="let t">
      <h2 mat-dialog-title>{{ asked.title }}</h2>
      <mat-dialog-content>
        @if (problem(); as text) {
          <ui-error-state [message]="text" (retry)="load()" />
        } @else if (items().length > 0) {
          <table>
            <thead>
              <tr>
                <th scope="col">{{ t('reports.at') }}</th>
                @if (stretches()) {
                  <th scope="col">{{ t('reports.status') }}</th>
                } @else {
                  <th scope="col">{{ t('reports.number') }}</th>
                  <th scope="col">{{ t('reports.queue') }}</th>
                }
                <th scope="col">{{ t('reports.agent') }}</th>
                <th scope="col" class="number">{{ t('reports.length') }}</th>
              </tr>
            </thead>
            <tbody>
              @for (item of items(); track $index) {
                <tr>
                  <td>
                    @if (item.callId) {
                      <a [routerLink]="['/calls', item.callId]" mat-dialog-close>{{ item.at | instant: 'exact' }}</a>
                    } @else {
                      {{ item.at | instant: 'exact' }}
                    }
                  </td>
                  @if (stretches()) {
                    <td>{{ item.status === null ? '' : asked.statusText(item.status) }}</td>
                  } @else {
                    <td>{{ item.number | phone }}</td>
                    <td>{{ item.queueName }}</td>
                  }
                  <td>{{ item.agentName }}</td>
                  <td class="number">{{ item.seconds === null ? '–' : (item.seconds | clockTime) }}</td>
                </tr>
              }
            </tbody>
          </table>
        } @else if (loading()) {
          <ui-skeleton [rows]="6" />
        } @else {
          <ui-empty-state [title]="t('reports.nothingBehind')" />
        }
      </mat-dialog-content>
      <mat-dialog-actions align="end">
        @if (next()) {
          <button matButton="outlined" [disabled]="loading()" (click)="load()">{{ t('ui.more') }}</button>
        }
        <button matButton="filled" mat-dialog-close>{{ t('ui.close') }}</button>
      </mat-dialog-actions>
    </ng-container>
  `,
  styles: `
    table {
      width: 100%;
      border-collapse: collapse;
    }
    th,
    td {
      padding: 6px 12px 6px 0;
      text-align: left;
      border-bottom: 1px solid var(--cc-line);
    }
    th {
      font-size: 12px;
      color: var(--cc-muted);
      font-weight: 500;
    }
    .number {
      text-align: right;
      padding-right: 0;
      font-variant-numeric: tabular-nums;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class BehindDialog {
  private readonly api = inject(Api);
  private readonly problems = inject(ProblemText);
  protected readonly asked = inject<Behind>(MAT_DIALOG_DATA);
  protected readonly items = signal<readonly ReportInteraction[]>([]);
  protected readonly stretches = computed(() => this.items().some(({ status }) => status !== null));
  protected readonly next = signal<string | null>(null);
  protected readonly loading = signal(false);
  protected readonly problem = signal('');

  constructor() {
    void this.load();
  }

  protected async load(): Promise<void> {
    this.loading.set(true);
    this.problem.set('');
    try {
      const page = await this.api.page<ReportInteraction>(this.asked.path, {
        ...this.asked.query,
        after: this.next(),
      });
      this.items.update((items) => [...items, ...page.items]);
      this.next.set(page.next);
    } catch (error) {
      this.problem.set(this.problems.of(error));
    }
    this.loading.set(false);
  }
}

import { ChangeDetectionStrategy, Component, inject, signal } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatIconModule } from '@angular/material/icon';
import { MatTooltipModule } from '@angular/material/tooltip';
import { TranslocoDirective } from '@jsverse/transloco';
import type { DeadJob } from '#contracts';
import { Cell, FilterSelect, StatusChip, type ListColumn, type Tone } from '../../../../ui';
import { Api } from '../../platform/http/api';
import { Vocabulary } from '../../platform/language/vocabulary';
import { listSource } from '../../platform/lists/list-source';
import { SourceList } from '../../platform/lists/source-list';
import { Toasts } from '../../platform/look/toasts';
import { InstantPipe } from '../../platform/time/format-pipes';

const STATES: readonly DeadJob['state'][] = ['queued', 'running', 'dead', 'done', 'discarded'];
const TONES: Readonly<Record<DeadJob['state'], Tone>> = {
  queued: 'quiet',
  running: 'busy',
  dead: 'bad',
  done: 'ok',
  discarded: 'quiet',
};

/** Background work that failed for good, waiting for a person: try again or let it go. */
@Component({
  selector: 'app-jobs-page',
  imports: [
    MatButtonModule,
    MatIconModule,
    MatTooltipModule,
    TranslocoDirective,
    Cell,
    FilterSelect,
    StatusChip,
    SourceList,
    InstantPipe,
  ],
  template: `
    <app-source-list
      *transloco="let t"
      [title]="t('nav.jobs')"
      [source]="source"
      [columns]="columns"
      [emptyTitle]="t('jobs.empty')"
      [emptyHint]="t('jobs.emptyHint')"
    >
      <button
        actions
        matIconButton
        (click)="source.load()"
        [matTooltip]="t('jobs.refresh')"
        [attr.aria-label]="t('jobs.refresh')"
      >
        <mat-icon svgIcon="refresh" />
      </button>
      <ui-filter-select
        filters
        [label]="t('jobs.state')"
        [options]="states()"
        [value]="source.filter('state')"
        (changed)="source.setFilter('state', $event)"
      />
      <ng-template uiCell="state" [uiCellOf]="source.rows()" let-job>
        <ui-status-chip [tone]="tones[job.state]">{{ t('jobs.states.' + job.state) }}</ui-status-chip>
      </ng-template>
      <ng-template uiCell="failedAt" [uiCellOf]="source.rows()" let-job
        ><time>{{ job.failedAt | instant }}</time></ng-template
      >
      <ng-template uiCell="actions" [uiCellOf]="source.rows()" let-job>
        @if (job.state === 'dead') {
          <button matButton="tonal" [disabled]="asked() === job.id" (click)="act(job, 'retry')">
            {{ t('jobs.retry') }}
          </button>
          <button matButton [disabled]="asked() === job.id" (click)="act(job, 'discard')">
            {{ t('jobs.discard') }}
          </button>
        }
      </ng-template>
    </app-source-list>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class JobsPage {
  private readonly api = inject(Api);
  private readonly toasts = inject(Toasts);
  private readonly vocabulary = inject(Vocabulary);
  protected readonly asked = signal<string | null>(null);
  protected readonly tones = TONES;
  protected readonly source = listSource<DeadJob>({ path: '/jobs', filters: ['state'] });
  protected readonly states = () => this.vocabulary.options('jobs.states', STATES);
  protected readonly columns: readonly ListColumn<DeadJob>[] = [
    { key: 'queue', label: 'jobs.queue', text: ({ queue }) => queue },
    { key: 'state', label: 'jobs.state' },
    { key: 'error', label: 'jobs.error', text: ({ error }) => error },
    { key: 'attempts', label: 'jobs.attempts', numeric: true, minor: true, text: ({ attempts }) => attempts },
    { key: 'failedAt', label: 'jobs.failedAt' },
    { key: 'actions', label: '' },
  ];

  protected async act(job: DeadJob, action: 'retry' | 'discard'): Promise<void> {
    this.asked.set(job.id);
    const path = `/jobs/${encodeURIComponent(job.id)}/${action}`;
    if (await this.toasts.try(() => this.api.post(path), `jobs.did.${action}`)) await this.source.load();
    this.asked.set(null);
  }
}

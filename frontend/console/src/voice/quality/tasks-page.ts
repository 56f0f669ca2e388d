import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { Router } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import type { Evaluation, EvaluationTask } from '#contracts';
import { Cell, FilterSelect, StatusChip, type ListColumn, type Option } from '../../../../ui';
import { Api } from '../../platform/http/api';
import { Session } from '../../platform/identity/session';
import { Vocabulary } from '../../platform/language/vocabulary';
import { listSource } from '../../platform/lists/list-source';
import { SourceList } from '../../platform/lists/source-list';
import { Toasts } from '../../platform/look/toasts';
import { InstantPipe } from '../../platform/time/format-pipes';
import { clockText } from '../../platform/time/formats';

/** Conversations that rules have drawn: what is to be evaluated. */
@Component({
  selector: 'app-evaluation-tasks-page',
  imports: [MatButtonModule, TranslocoDirective, Cell, FilterSelect, StatusChip, SourceList, InstantPipe],
  template: `
    <app-source-list
      *transloco="let t"
      [title]="t('quality.tasks')"
      back="/quality"
      [source]="source"
      [columns]="columns"
      [searchable]="false"
      [emptyTitle]="t('quality.noTasks')"
      [emptyHint]="t('quality.noTasksHint')"
    >
      <ui-filter-select
        filters
        [label]="t('quality.state')"
        [options]="states()"
        [value]="source.filter('open')"
        (changed)="source.setFilter('open', $event)"
      />
      <ng-template uiCell="callAt" [uiCellOf]="source.rows()" let-row>{{ row.callAt | instant }}</ng-template>
      <ng-template uiCell="evaluation" [uiCellOf]="source.rows()" let-row>
        @if (row.evaluationId) {
          <ui-status-chip tone="ok" icon="check">{{ t('quality.evaluated') }}</ui-status-chip>
        } @else if (mayScore) {
          <button matButton="tonal" type="button" (click)="begin(row)">{{ t('quality.evaluate') }}</button>
        }
      </ng-template>
    </app-source-list>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class EvaluationTasksPage {
  private readonly api = inject(Api);
  private readonly router = inject(Router);
  private readonly toasts = inject(Toasts);
  private readonly vocabulary = inject(Vocabulary);
  protected readonly mayScore = inject(Session).may('quality.score');
  protected readonly source = listSource<EvaluationTask>({
    path: '/evaluation-tasks',
    sort: '-callAt',
    filters: ['open'],
  });
  protected readonly columns: readonly ListColumn<EvaluationTask>[] = [
    { key: 'callAt', label: 'quality.callAt', sort: 'callAt' },
    { key: 'agent', label: 'quality.agent', text: ({ agent }) => agent.name },
    { key: 'queue', label: 'quality.queue', text: ({ queue }) => queue?.name ?? '–' },
    { key: 'talk', label: 'quality.talk', text: ({ talkSeconds }) => clockText(talkSeconds) },
    { key: 'rule', label: 'quality.rule', text: ({ rule }) => rule.name, minor: true },
    { key: 'evaluation', label: 'quality.evaluation' },
  ];
  protected readonly states = (): Option<string>[] => [
    { value: 'true', label: this.vocabulary.word('quality', 'toEvaluate') },
    { value: 'false', label: this.vocabulary.word('quality', 'evaluated') },
  ];

  protected async begin({ callId, agent, scorecardId }: EvaluationTask): Promise<void> {
    await this.toasts.try(async () => {
      const body = { callId, agentId: agent.id, scorecardId };
      const { id } = await this.api.post<Evaluation>('/evaluations', body);
      await this.router.navigateByUrl(`/quality/evaluations/${id}`);
    });
  }
}

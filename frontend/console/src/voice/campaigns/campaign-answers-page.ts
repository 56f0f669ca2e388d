import { ChangeDetectionStrategy, Component, computed, inject, resource } from '@angular/core';
import { ActivatedRoute } from '@angular/router';
import { TranslocoDirective, TranslocoService } from '@jsverse/transloco';
import type { CampaignAnswers, RecordAnswers } from '#contracts';
import { Cell, Chart, EmptyState, PageHeader, type ChartSeries, type ListColumn } from '../../../../ui';
import { Api } from '../../platform/http/api';
import { Language } from '../../platform/language/language';
import { listSource } from '../../platform/lists/list-source';
import { SourceList } from '../../platform/lists/source-list';
import { whileOpen } from '../../platform/lists/while-open';
import { InstantPipe } from '../../platform/time/format-pipes';
import { phoneText } from '../../platform/time/formats';

const EVERY_MS = 5000;

/** What people answered to an automatic campaign: each question as a picture, then each person. */
@Component({
  selector: 'app-campaign-answers-page',
  imports: [TranslocoDirective, Cell, Chart, EmptyState, PageHeader, SourceList, InstantPipe],
  template: `
    <ng-container *transloco="let t">
      <ui-page-header [title]="t('answers.title')" [back]="'/campaigns/' + id" />
      <p class="muted reached">{{ t('answers.reached', { count: shown()?.reached ?? 0 }) }}</p>
      <div class="questions">
        @for (question of pictures(); track question.nodeId) {
          <section class="card">
            <ui-chart
              [title]="question.name"
              [labels]="question.labels"
              [series]="question.series"
              [horizontal]="true"
              [height]="60 + question.labels.length * 28"
              [labelTitle]="t('answers.answer')"
              [format]="whole"
            />
            <p class="muted">{{ t('answers.asked', { count: question.given, silent: question.silent }) }}</p>
          </section>
        } @empty {
          <ui-empty-state class="card" [title]="t('answers.none')" [hint]="t('answers.noneHint')" />
        }
      </div>
      <app-source-list
        [source]="source"
        [columns]="columns"
        [link]="link"
        [id]="idOf"
        [emptyTitle]="t('answers.nobody')"
      >
        <ng-template uiCell="answers" [uiCellOf]="source.rows()" let-row>
          <ul>
            @for (given of row.answers; track $index) {
              <li>
                <span class="muted">{{ given.question }}:</span> {{ given.answer }}
              </li>
            }
          </ul>
        </ng-template>
        <ng-template uiCell="startedAt" [uiCellOf]="source.rows()" let-row>{{ row.startedAt | instant }}</ng-template>
      </app-source-list>
    </ng-container>
  `,
  styles: `
    .reached {
      margin: -8px 0 12px;
    }
    .questions {
      display: grid;
      grid-template-columns: repeat(auto-fill, minmax(320px, 1fr));
      gap: 12px;
      margin-bottom: 16px;
    }
    section {
      padding: 12px 16px;
      min-width: 0;
    }
    ul {
      margin: 0;
      padding: 0;
      list-style: none;
    }
    @media (max-width: 700px) {
      .questions {
        grid-template-columns: minmax(0, 1fr);
      }
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class CampaignAnswersPage {
  private readonly api = inject(Api);
  private readonly language = inject(Language);
  private readonly transloco = inject(TranslocoService);
  protected readonly id = inject(ActivatedRoute).snapshot.paramMap.get('id') ?? '';
  private readonly report = resource({ loader: () => this.api.get<CampaignAnswers>(`/campaigns/${this.id}/answers`) });
  protected readonly shown = computed(() => (this.report.hasValue() ? this.report.value() : null));
  protected readonly pictures = computed(() =>
    (this.shown()?.questions ?? []).map(({ nodeId, name, asked, silent, answers }) => ({
      nodeId,
      name,
      given: asked - silent,
      silent,
      labels: answers.map((answer) => this.answerText(answer.name)),
      series: [
        { name: this.transloco.translate('answers.people'), values: answers.map(({ count }) => count) },
      ] satisfies ChartSeries[],
    })),
  );
  protected readonly source = listSource<RecordAnswers>({
    path: `/campaigns/${this.id}/answers/records`,
    sort: '-startedAt',
  });
  protected readonly columns: readonly ListColumn<RecordAnswers>[] = [
    { key: 'contact', label: 'answers.contact', text: ({ contact }) => contact.name },
    { key: 'number', label: 'answers.number', minor: true, text: ({ number }) => phoneText(number) },
    { key: 'answers', label: 'answers.answers' },
    { key: 'startedAt', label: 'answers.startedAt', sort: 'startedAt' },
  ];

  constructor() {
    whileOpen(EVERY_MS, () => {
      this.report.reload();
      return this.source.refresh();
    });
  }

  protected link = ({ recordId }: RecordAnswers): string => `/campaigns/${this.id}/records/${recordId}`;
  protected idOf = ({ attemptId }: RecordAnswers): string => attemptId;
  protected whole = (value: number): string =>
    Number.isInteger(value) ? value.toLocaleString(this.language.locale) : '';

  /** Branches of ours have no name of the customer's: nothing was pressed, or nothing that was asked for. */
  private answerText(answer: string): string {
    const key = `answerBranches.${answer}`;
    const text = this.transloco.translate(key);
    return text === key ? answer : text;
  }
}

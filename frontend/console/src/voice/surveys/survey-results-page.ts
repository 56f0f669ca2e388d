import { ChangeDetectionStrategy, Component, computed, inject, input, linkedSignal, resource } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatIconModule } from '@angular/material/icon';
import { ActivatedRoute, Router, RouterLink } from '@angular/router';
import { TranslocoDirective, TranslocoService } from '@jsverse/transloco';
import type { Page, Survey, SurveyResults, SurveyRun, User } from '#contracts';
import { Chart, EmptyState, ErrorState, FilterDate, FilterSelect, PageHeader, Skeleton } from '../../../../ui';
import { names, type Named } from '../../platform/forms/names';
import { Api } from '../../platform/http/api';
import { ProblemText } from '../../platform/http/problem-text';
import { Session } from '../../platform/identity/session';
import { Vocabulary } from '../../platform/language/vocabulary';
import { Toasts } from '../../platform/look/toasts';
import { InstantPipe, PhonePipe } from '../../platform/time/format-pipes';
import { fullName } from '../../platform/time/formats';
import { SpokenAnswer } from './spoken-answer';
import { averageText, averagesText, periodOf, shareText, type Wish } from './survey-figures';

const SHOWN_RUNS = 50;

/** What callers answered in a period: each question, by queue, agent and day, and the conversations behind it. */
@Component({
  selector: 'app-survey-results-page',
  imports: [
    MatButtonModule,
    MatIconModule,
    RouterLink,
    TranslocoDirective,
    Chart,
    EmptyState,
    ErrorState,
    FilterDate,
    FilterSelect,
    PageHeader,
    Skeleton,
    InstantPipe,
    PhonePipe,
    SpokenAnswer,
  ],
  templateUrl: './survey-results-page.html',
  styleUrl: './survey-results-page.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class SurveyResultsPage {
  readonly id = input.required<string>();
  private readonly api = inject(Api);
  private readonly problems = inject(ProblemText);
  private readonly route = inject(ActivatedRoute);
  private readonly router = inject(Router);
  private readonly session = inject(Session);
  private readonly toasts = inject(Toasts);
  private readonly transloco = inject(TranslocoService);
  private readonly vocabulary = inject(Vocabulary);
  protected readonly queues = names<Named>('/queues/names', ({ name }) => name);
  protected readonly agents = names<User>('/users', fullName, this.session.may('users.view'));
  protected readonly averageText = averageText;
  protected readonly shareText = shareText;

  /** It lives in the address, so that results can be sent to a colleague. */
  protected readonly wish = linkedSignal<Wish>(() => periodOf(this.route.snapshot.queryParamMap, Date.now()));
  protected readonly survey = resource({
    params: () => this.id(),
    loader: ({ params }) => this.api.get<Survey>(`/surveys/${params}`),
  });
  protected readonly results = resource({
    params: () => ({ id: this.id(), ...this.wish() }),
    loader: ({ params: { id, from, to, queueId, agentId } }) =>
      this.api.get<SurveyResults>(`/surveys/${id}/results`, { from, to, queueId, agentId }),
  });
  protected readonly runs = resource({
    params: () => ({ id: this.id(), ...this.wish() }),
    loader: ({ params: { id, ...query } }) =>
      this.api.get<Page<SurveyRun>>(`/surveys/${id}/runs`, { ...query, limit: SHOWN_RUNS }),
  });
  protected readonly problem = computed(() => this.problems.of(this.results.error() ?? this.survey.error()));
  protected readonly title = computed(() => (this.survey.hasValue() ? this.survey.value().name : ''));
  protected readonly chosen = computed(() => {
    const { questionId, answer } = this.wish();
    const question = this.results.hasValue()
      ? this.results.value().questions.find(({ id }) => id === questionId)
      : undefined;
    const of = question?.distribution.find(({ value }) => value === answer);
    if (question?.kind === 'open') return question.name;
    return question && of ? `${question.name}: ${this.label(of.label)}` : null;
  });

  protected change(change: Partial<Wish>): void {
    const wish = { ...this.wish(), ...change };
    this.wish.set(wish);
    void this.router.navigate([], { relativeTo: this.route, replaceUrl: true, queryParams: wish });
  }

  protected save(): void {
    void this.toasts.try(() => this.api.exportCsv(`/surveys/${this.id()}/runs`, { ...this.wish() }));
  }

  /** Yes and no come as codes; everything else as it was named. */
  protected label(label: string): string {
    return label === 'yes' || label === 'no' ? this.vocabulary.word('surveys.answerWords', label) : label;
  }

  protected answers({ answers }: SurveyRun): string {
    const pressed = answers.filter(({ speech }) => speech === null);
    return pressed.map(({ name, label }) => `${name}: ${this.label(label)}`).join(' · ') || '–';
  }

  protected averages(row: SurveyResults['byQueue'][number]): string {
    const questions = this.results.hasValue() ? this.results.value().questions : [];
    return averagesText(row.averages, questions, this.transloco.getActiveLang());
  }

  protected state({ state, reason }: SurveyRun): string {
    const word = this.vocabulary.word('surveys.states', state);
    return reason === null ? word : `${word}: ${this.vocabulary.word('surveys.reasons', reason)}`;
  }

  protected labels = (question: SurveyResults['questions'][number]): string[] =>
    question.distribution.map(({ label }) => this.label(label));

  protected series = (question: SurveyResults['questions'][number]) => [
    {
      name: this.transloco.translate<string>('surveys.answersCount'),
      values: question.distribution.map(({ count }) => count),
    },
  ];

  protected groups = ({ byQueue, byAgent }: SurveyResults) => [
    { title: 'surveys.byQueue', rows: byQueue },
    { title: 'surveys.byAgent', rows: byAgent },
  ];

  protected days = ({ byDay }: SurveyResults): string[] => byDay.map(({ day }) => day.slice(5));

  protected perDay = ({ byDay }: SurveyResults) => [
    { name: this.transloco.translate<string>('surveys.launched'), values: byDay.map(({ launched }) => launched) },
    { name: this.transloco.translate<string>('surveys.completed'), values: byDay.map(({ completed }) => completed) },
  ];
}

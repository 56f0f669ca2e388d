import {
  ChangeDetectionStrategy,
  Component,
  computed,
  inject,
  input,
  linkedSignal,
  resource,
  signal,
  viewChild,
} from '@angular/core';
import { FormControl } from '@angular/forms';
import { MatButtonModule } from '@angular/material/button';
import { MatIconModule } from '@angular/material/icon';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import {
  resultOf,
  type Calibration,
  type Criterion,
  type CriterionScore,
  type Evaluation,
  type Scores,
} from '#contracts';
import { ErrorState, PageHeader, Skeleton, StatusChip, TextField } from '../../../../ui';
import { Api } from '../../platform/http/api';
import { isProblemError } from '../../platform/http/problem-error';
import { ProblemText } from '../../platform/http/problem-text';
import { Session } from '../../platform/identity/session';
import { Toasts } from '../../platform/look/toasts';
import { ClockTimePipe, InstantPipe } from '../../platform/time/format-pipes';
import { RecordingPlayer } from '../recordings/recording-player';
import { EVALUATION_TONES, percentText } from './evaluations-page';

const UNSCORED: CriterionScore = { points: null, comment: '', atMs: null };

/** One conversation and its scorecard: heard and scored, read and answered by its agent, compared with what others said. */
@Component({
  selector: 'app-evaluation-page',
  imports: [
    MatButtonModule,
    MatIconModule,
    RouterLink,
    TranslocoDirective,
    ErrorState,
    PageHeader,
    Skeleton,
    StatusChip,
    TextField,
    ClockTimePipe,
    InstantPipe,
    RecordingPlayer,
  ],
  templateUrl: './evaluation-page.html',
  styleUrl: './evaluation-page.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class EvaluationPage {
  readonly id = input.required<string>();
  private readonly api = inject(Api);
  private readonly problems = inject(ProblemText);
  private readonly session = inject(Session);
  private readonly toasts = inject(Toasts);
  private readonly player = viewChild(RecordingPlayer);
  protected readonly percentText = percentText;
  protected readonly tones = EVALUATION_TONES;
  protected readonly loaded = resource({
    params: () => this.id(),
    loader: ({ params }) => this.api.get<Evaluation>(`/evaluations/${params}`),
  });
  protected readonly problem = computed(() => this.problems.of(this.loaded.error()));
  protected readonly evaluation = linkedSignal(() => (this.loaded.hasValue() ? this.loaded.value() : null));
  protected readonly scores = linkedSignal<Scores>(() => this.evaluation()?.scores ?? {});
  protected readonly comment = linkedSignal(() => this.evaluation()?.comment ?? '');
  protected readonly reply = new FormControl('', { nonNullable: true });
  protected readonly answer = new FormControl('', { nonNullable: true });
  /** Criteria that the server found wrong. */
  protected readonly wrong = signal<ReadonlySet<string>>(new Set());
  protected readonly busy = signal(false);
  protected readonly result = computed(() => {
    const shown = this.evaluation();
    return shown ? resultOf(shown.document, this.scores()) : null;
  });
  /** Scores can be given: while it is a draft, and by whoever decides an appeal. */
  protected readonly scoring = computed(() => (this.evaluation()?.may ?? []).some((each) => each !== 'reply'));
  protected readonly mayListen = computed(
    () => this.session.may('recordings.listen.all') || this.session.may('recordings.listen.own'),
  );
  private readonly compared = resource({
    params: () => {
      const shown = this.evaluation();
      return shown && shown.state !== 'draft' && this.session.may('quality.view') ? shown.id : undefined;
    },
    loader: ({ params }) => this.api.get<Calibration>(`/evaluations/${params}/calibration`),
  });
  protected readonly calibration = computed(() => {
    const found = this.compared.hasValue() ? this.compared.value() : null;
    return found && found.evaluations.length > 1 ? found : null;
  });

  protected scoreOf(id: string): CriterionScore {
    return this.scores()[id] ?? UNSCORED;
  }

  protected steps = ({ points }: Criterion): number[] => Array.from({ length: points + 1 }, (_, at) => at);

  protected score(id: string, change: Partial<CriterionScore>): void {
    this.scores.update((scores) => ({ ...scores, [id]: { ...this.scoreOf(id), ...change } }));
    this.wrong.update((wrong) => new Set([...wrong].filter((each) => each !== id)));
  }

  /** The moment that is being heard. */
  protected mark(id: string): void {
    this.score(id, { atMs: Math.round((this.player()?.at() ?? 0) * 1000) });
  }

  protected hear(atMs: number): void {
    void this.player()?.playFrom(atMs / 1000);
  }

  protected async save(finish: boolean): Promise<void> {
    const body = { scores: this.scores(), comment: this.comment(), finish };
    await this.send(() => this.api.put<Evaluation>(`/evaluations/${this.id()}`, body));
  }

  protected async respond(appeal: boolean): Promise<void> {
    const body = { text: this.reply.value, appeal };
    await this.send(() => this.api.post<Evaluation>(`/evaluations/${this.id()}/reply`, body));
  }

  protected async decide(): Promise<void> {
    const body = { answer: this.answer.value, scores: this.scores() };
    await this.send(() => this.api.post<Evaluation>(`/evaluations/${this.id()}/decide`, body));
  }

  private async send(asked: () => Promise<Evaluation>): Promise<void> {
    this.busy.set(true);
    try {
      this.evaluation.set(await asked());
      this.toasts.say('ui.saved');
    } catch (error) {
      this.toasts.problem(error);
      if (isProblemError(error)) this.wrong.set(new Set(error.fields.map(({ field }) => field.replace('scores.', ''))));
    }
    this.busy.set(false);
  }
}

import { ChangeDetectionStrategy, Component, computed, inject, input, signal } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatIconModule } from '@angular/material/icon';
import { Router, RouterLink } from '@angular/router';
import { TranslocoDirective, TranslocoService } from '@jsverse/transloco';
import type { Survey, SurveyFinding } from '#contracts';
import { SelectField, StatusChip, TextField, ToggleField, type Option } from '../../../../ui';
import { Deletion } from '../../platform/forms/deletion';
import { editor } from '../../platform/forms/editor';
import { EditorPage } from '../../platform/forms/editor-page';
import { names, type Named } from '../../platform/forms/names';
import { moveRow, removeRow } from '../../platform/forms/rows';
import { Api } from '../../platform/http/api';
import { Session } from '../../platform/identity/session';
import { Vocabulary } from '../../platform/language/vocabulary';
import { Toasts } from '../../platform/look/toasts';
import { RuleRows } from '../../work/queues/rule-rows';
import {
  documentOf,
  freshQuestionId,
  questionRow,
  ruleRow,
  rulesOf,
  showSurvey,
  SURVEY_LANGUAGES,
  surveyForm,
} from './survey-form';
import { SurveyQuestion } from './survey-question';
import { SurveyTexts } from './survey-texts';

/** One survey: what is asked, in which queues, of whom, and when; saving keeps a draft, publishing asks it. */
@Component({
  selector: 'app-survey-page',
  imports: [
    MatButtonModule,
    MatIconModule,
    RouterLink,
    TranslocoDirective,
    SelectField,
    StatusChip,
    TextField,
    ToggleField,
    EditorPage,
    RuleRows,
    SurveyQuestion,
    SurveyTexts,
  ],
  templateUrl: './survey-page.html',
  styleUrl: './survey-page.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class SurveyPage {
  readonly id = input.required<string>();
  private readonly api = inject(Api);
  private readonly deletion = inject(Deletion);
  private readonly router = inject(Router);
  private readonly session = inject(Session);
  private readonly toasts = inject(Toasts);
  private readonly transloco = inject(TranslocoService);
  private readonly vocabulary = inject(Vocabulary);
  protected readonly mayManage = this.session.may('surveys.manage');
  protected readonly isNew = computed(() => this.id() === 'new');
  protected readonly form = surveyForm();
  protected readonly prompts = names<Named>('/prompts/names', ({ name }) => name, this.session.may('prompts.view'));
  protected readonly queues = names<Named>('/queues/names', ({ name }) => name);
  protected readonly publishing = signal(false);
  protected readonly languages = (): Option<string>[] => {
    const inWords = new Intl.DisplayNames([this.transloco.getActiveLang()], { type: 'language' });
    return SURVEY_LANGUAGES.map((value) => ({ value, label: inWords.of(value) ?? value }));
  };
  protected readonly ways = () => this.vocabulary.options('surveys.ways', ['after-call', 'later'] as const);

  readonly editor = editor<Survey>({
    form: this.form,
    load: () => (this.isNew() ? Promise.resolve(null) : this.api.get<Survey>(`/surveys/${this.id()}`)),
    show: (survey) => {
      showSurvey(this.form, survey);
      if (!this.mayManage) this.form.disable();
    },
    save: (version) => this.store(version),
    saved: ({ id }, isNew) => {
      if (isNew) void this.router.navigateByUrl(`/surveys/${id}`);
    },
  });

  private async store(version: number | undefined): Promise<Survey> {
    const { name } = this.form.getRawValue();
    const document = documentOf(this.form);
    if (version === undefined) {
      const made = await this.api.post<Survey>('/surveys', { name, document });
      const rules = rulesOf(this.form);
      return rules.length === 0
        ? made
        : this.api.patch<Survey>(`/surveys/${made.id}`, { rules, version: made.version });
    }
    const draftVersion = this.editor.entity()?.draftVersion ?? 1;
    await this.api.put<Survey>(`/surveys/${this.id()}/draft`, { document, draftVersion });
    return this.api.patch<Survey>(`/surveys/${this.id()}`, { name, rules: rulesOf(this.form), version });
  }

  protected async publish(): Promise<void> {
    const survey = this.editor.entity();
    if (!survey) return;
    this.publishing.set(true);
    const body = { draftVersion: survey.draftVersion };
    const done = await this.toasts.try(() => this.api.post(`/surveys/${survey.id}/publish`, body), 'surveys.published');
    this.publishing.set(false);
    if (done) await this.editor.load();
  }

  protected addQuestion(): void {
    const { questions } = this.form.controls;
    questions.push(questionRow(freshQuestionId(this.form)));
    questions.markAsDirty();
  }

  protected move(at: number, by: -1 | 1): void {
    moveRow(this.form.controls.questions, at, by);
  }

  protected removeQuestion(at: number): void {
    removeRow(this.form.controls.questions, at);
  }

  protected addRule(): void {
    const { rules } = this.form.controls;
    rules.push(ruleRow());
    rules.markAsDirty();
  }

  protected findingText({ code, questionId, language }: SurveyFinding): string {
    const { questions } = this.form.controls;
    const at = questions.controls.findIndex(({ controls }) => controls.id.value === questionId);
    const where = at < 0 ? '' : this.transloco.translate<string>('surveys.questionNumber', { number: at + 1 });
    const inWords = new Intl.DisplayNames([this.transloco.getActiveLang()], { type: 'language' });
    const of = language === null ? '' : (inWords.of(language) ?? language);
    return [where, of, this.vocabulary.word('surveys.findings', code)].filter((part) => part !== '').join(' · ');
  }

  protected delete(): void {
    void this.deletion.of(`/surveys/${this.id()}`, {
      name: this.editor.entity()?.name ?? '',
      form: this.form,
      back: '/surveys',
    });
  }
}

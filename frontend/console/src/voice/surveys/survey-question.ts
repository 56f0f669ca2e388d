import { ChangeDetectionStrategy, Component, computed, inject, input, output } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatIconModule } from '@angular/material/icon';
import { TranslocoDirective, TranslocoService } from '@jsverse/transloco';
import { SURVEY_QUESTION_KINDS } from '#contracts';
import { followControl, SelectField, TextField, type Option } from '../../../../ui';
import type { Names } from '../../platform/forms/names';
import { Vocabulary } from '../../platform/language/vocabulary';
import { RuleRows } from '../../work/queues/rule-rows';
import { branchRow, optionRow, type QuestionRow } from './survey-form';
import { SurveyTexts } from './survey-texts';

/** One question: how it is answered, what is said, and where certain answers lead. */
@Component({
  selector: 'app-survey-question',
  imports: [MatButtonModule, MatIconModule, TranslocoDirective, SelectField, TextField, RuleRows, SurveyTexts],
  templateUrl: './survey-question.html',
  styleUrl: './survey-question.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class SurveyQuestion {
  readonly row = input.required<QuestionRow>();
  readonly place = input.required<number>();
  readonly languages = input.required<readonly string[]>();
  readonly prompts = input.required<Names>();
  /** Questions behind this one: branches lead forward only. */
  readonly later = input.required<readonly QuestionRow[]>();
  readonly last = input.required<boolean>();
  readonly moved = output<-1 | 1>();
  readonly removed = output();
  private readonly transloco = inject(TranslocoService);
  private readonly vocabulary = inject(Vocabulary);
  protected readonly branchRow = branchRow;
  protected readonly optionRow = optionRow;
  protected readonly kinds = () => this.vocabulary.options('surveys.kinds', SURVEY_QUESTION_KINDS);
  protected readonly lowest = [0, 1].map((value) => ({ value, label: String(value) }));
  protected readonly highest = [2, 3, 4, 5, 6, 7, 8, 9, 10].map((value) => ({ value, label: String(value) }));
  protected readonly targets = computed((): Option<string | null>[] => [
    ...this.later().map(({ controls }) => ({
      value: controls.id.value,
      label: controls.name.value || controls.id.value,
    })),
    { value: null, label: this.transloco.translate('surveys.end') },
  ]);

  constructor() {
    followControl(this.row);
  }

  protected add(rows: QuestionRow['controls']['branches'] | QuestionRow['controls']['options']): void {
    const { branches, options } = this.row().controls;
    if (rows === branches) branches.push(branchRow());
    else options.push(optionRow({ digit: String(options.length + 1), name: '' }));
    rows.markAsDirty();
  }
}

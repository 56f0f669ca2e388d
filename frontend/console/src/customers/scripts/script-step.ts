import { ChangeDetectionStrategy, Component, inject, input, output } from '@angular/core';
import type { FormArray } from '@angular/forms';
import { MatButtonModule } from '@angular/material/button';
import { MatIconModule } from '@angular/material/icon';
import { TranslocoDirective, TranslocoService } from '@jsverse/transloco';
import { CONTACT_BINDINGS, SCRIPT_FIELD_KINDS, SCRIPT_OPERATORS } from '#contracts';
import { followControl, SelectField, TextField, ToggleField, type Option } from '../../../../ui';
import { Vocabulary } from '../../platform/language/vocabulary';
import { RuleRows } from '../../work/queues/rule-rows';
import { FieldDefinitions } from '../contacts/field-definitions';
import { RichTextEditor } from './rich-text-editor';
import { branchRow, fieldIds, fieldRow, freshKey, type BranchRow, type ScriptForm, type StepRow } from './script-form';

/** One step as it is edited: what is said, what is asked, and where it goes on. */
@Component({
  selector: 'app-script-step',
  imports: [
    MatButtonModule,
    MatIconModule,
    TranslocoDirective,
    SelectField,
    TextField,
    ToggleField,
    RuleRows,
    RichTextEditor,
  ],
  templateUrl: './script-step.html',
  styleUrl: './script-step.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ScriptStep {
  readonly row = input.required<StepRow>();
  readonly form = input.required<ScriptForm>();
  readonly place = input.required<number>();
  readonly opened = input(false);
  readonly scriptId = input<string | null>(null);
  readonly toggled = output();
  readonly moved = output<-1 | 1>();
  readonly removed = output();
  private readonly transloco = inject(TranslocoService);
  private readonly vocabulary = inject(Vocabulary);
  private readonly words = this.vocabulary.options;
  private readonly contactFields = inject(FieldDefinitions);
  protected readonly kinds = (): Option<string>[] => this.words('scripts.kinds', SCRIPT_FIELD_KINDS);
  protected readonly operators = (): Option<string>[] => this.words('scripts.operators', SCRIPT_OPERATORS);
  protected readonly bindings = (): Option<string | null>[] => [
    { value: null, label: this.vocabulary.word('scripts', 'boundToCall') },
    ...this.words('scripts.bindings', CONTACT_BINDINGS),
    ...this.contactFields.of().map(({ key, label }) => ({ value: `fields.${key}`, label })),
  ];

  constructor() {
    followControl(this.row);
  }

  /** Fields of this step and those before it. */
  protected asked(): Option<string | null>[] {
    const steps = this.form().controls.steps.controls.slice(0, this.place());
    return steps.flatMap((step) =>
      step.getRawValue().fields.map(({ id, label }) => ({ value: id, label: label || id })),
    );
  }

  protected later(): Option<string | null>[] {
    const steps = this.form().controls.steps.controls.slice(this.place());
    return [
      ...steps.map((step, at) => ({
        value: step.controls.id.value,
        label: `${this.place() + at + 1}. ${step.controls.name.value}`,
      })),
      { value: null, label: this.transloco.translate('scripts.summary') },
    ];
  }

  /** Answers to choose from; none: it is typed. */
  protected values(branch: BranchRow): Option<string>[] {
    const id = branch.controls.fieldId.value;
    const field = this.form()
      .controls.steps.controls.flatMap((step) => step.getRawValue().fields)
      .find((each) => each.id === id);
    if (field?.kind === 'yes-no') return this.words('scripts.answers', ['true', 'false']);
    if (field?.kind !== 'choice' && field?.kind !== 'many') return [];
    return field.options.split('\n').map((option) => ({ value: option.trim(), label: option.trim() }));
  }

  protected addField(): void {
    this.add(this.row().controls.fields, fieldRow(freshKey('f', fieldIds(this.form()))));
  }

  protected addBranch(): void {
    this.add(this.row().controls.branches, branchRow());
  }

  private add<Row extends FormArray['controls'][number]>(rows: FormArray<Row>, row: Row): void {
    rows.push(row);
    rows.markAsDirty();
  }
}

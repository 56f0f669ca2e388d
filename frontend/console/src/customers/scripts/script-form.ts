import { FormArray, FormControl, FormGroup, Validators, type ValidatorFn } from '@angular/forms';
import {
  EMPTY_TEXT,
  type RichText,
  type Script,
  type ScriptBranch,
  type ScriptDocument,
  type ScriptField,
  type ScriptFieldKind,
  type ScriptOperator,
  type ScriptOutcome,
  type ScriptStep,
} from '#contracts';

const text = (value = '', ...validators: ValidatorFn[]) => new FormControl(value, { nonNullable: true, validators });
const rich = (value: RichText = EMPTY_TEXT) => new FormControl<RichText>(value, { nonNullable: true });
const named = (value = '', length = 80) => text(value, Validators.required, Validators.maxLength(length));

export function fieldRow(id: string, given?: ScriptField) {
  return new FormGroup({
    id: text(id),
    label: named(given?.label, 200),
    kind: new FormControl<ScriptFieldKind>(given?.kind ?? 'text', { nonNullable: true }),
    required: new FormControl(given?.required ?? false, { nonNullable: true }),
    /** One a line. */
    options: text(given?.options.join('\n')),
    min: new FormControl<number | null>(given?.min ?? null),
    max: new FormControl<number | null>(given?.max ?? null),
    contact: new FormControl<string | null>(given?.contact ?? null),
  });
}
export type FieldRow = ReturnType<typeof fieldRow>;

export const branchRow = (given?: ScriptBranch) =>
  new FormGroup({
    operator: new FormControl<ScriptOperator>(given?.operator ?? 'is', { nonNullable: true }),
    fieldId: new FormControl<string | null>(given?.fieldId ?? null),
    value: text(given?.value ?? ''),
    to: new FormControl<string | null>(given?.to ?? null),
  });
export type BranchRow = ReturnType<typeof branchRow>;

export function stepRow(id: string, given?: ScriptStep) {
  return new FormGroup({
    id: text(id),
    name: named(given?.name),
    text: rich(given?.text),
    fields: new FormArray((given?.fields ?? []).map((field) => fieldRow(field.id, field))),
    branches: new FormArray((given?.branches ?? []).map(branchRow)),
  });
}
export type StepRow = ReturnType<typeof stepRow>;

export const outcomeRow = (id: string, given?: ScriptOutcome) =>
  new FormGroup({
    id: text(id),
    label: named(given?.label),
    classifierId: new FormControl<string | null>(given?.classifierId ?? null),
  });
export type OutcomeRow = ReturnType<typeof outcomeRow>;

export function scriptForm() {
  return new FormGroup({
    name: named(),
    queueIds: new FormControl<string[]>([], { nonNullable: true }),
    campaignIds: new FormControl<string[]>([], { nonNullable: true }),
    steps: new FormArray<StepRow>([]),
    summary: rich(),
    outcomes: new FormArray<OutcomeRow>([]),
  });
}
export type ScriptForm = ReturnType<typeof scriptForm>;

/** The first of f1, f2 … that nothing has: answers are kept under it for ever. */
export function freshKey(prefix: string, taken: readonly string[]): string {
  let number = 1;
  while (taken.includes(`${prefix}${number}`)) number += 1;
  return `${prefix}${number}`;
}

export const fieldIds = ({ controls }: ScriptForm): string[] =>
  controls.steps.controls.flatMap((step) => step.controls.fields.controls.map((row) => row.controls.id.value));

export function showScript(form: ScriptForm, { name, queueIds, campaignIds, draft }: Script): void {
  form.patchValue({ name, queueIds, campaignIds });
  form.setControl('summary', rich(draft.summary.text));
  const { steps, outcomes } = form.controls;
  steps.clear();
  for (const step of draft.steps) steps.push(stepRow(step.id, step));
  outcomes.clear();
  for (const outcome of draft.summary.outcomes) outcomes.push(outcomeRow(outcome.id, outcome));
}

export function documentOf(form: ScriptForm): ScriptDocument {
  const { steps, summary, outcomes } = form.getRawValue();
  return {
    schema: 1,
    steps: steps.map((step) => ({
      ...step,
      fields: step.fields.map(fieldOf),
      branches: step.branches.map((branch) => (branch.operator === 'always' ? { ...branch, fieldId: null } : branch)),
    })),
    summary: { text: summary, outcomes },
  };
}

function fieldOf({ kind, options, min, max, ...field }: ReturnType<FieldRow['getRawValue']>): ScriptField {
  const chooses = kind === 'choice' || kind === 'many';
  const measured = kind === 'text' || kind === 'number';
  const lines = options.split('\n').map((line) => line.trim());
  const bound = (value: number | null) => (measured && value !== null && String(value) !== '' ? Number(value) : null);
  return {
    ...field,
    kind,
    options: chooses ? lines.filter((line) => line !== '') : [],
    min: bound(min),
    max: bound(max),
    contact: kind === 'many' ? null : field.contact,
  };
}

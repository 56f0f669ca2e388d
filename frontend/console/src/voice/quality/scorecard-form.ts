import { FormArray, FormControl, FormGroup, Validators } from '@angular/forms';
import type { Criterion, Scorecard, ScorecardDocument } from '#contracts';

const text = (value = '') =>
  new FormControl(value, { nonNullable: true, validators: [Validators.required, Validators.maxLength(120)] });
const whole = (value: number, max: number) =>
  new FormControl(value, {
    nonNullable: true,
    validators: [Validators.required, Validators.min(1), Validators.max(max)],
  });
const flag = (value = false) => new FormControl(value, { nonNullable: true });

export const criterionRow = (id: string, given?: Criterion) =>
  new FormGroup({
    id: new FormControl(id, { nonNullable: true }),
    name: text(given?.name),
    description: new FormControl(given?.description ?? '', { nonNullable: true }),
    weight: whole(given?.weight ?? 1, 100),
    points: whole(given?.points ?? 5, 10),
    knockOut: flag(given?.knockOut),
    optional: flag(given?.optional),
  });

export const sectionRow = (id: string, given?: ScorecardDocument['sections'][number]) =>
  new FormGroup({
    id: new FormControl(id, { nonNullable: true }),
    name: text(given?.name),
    weight: whole(given?.weight ?? 1, 100),
    criteria: new FormArray((given?.criteria ?? []).map((each) => criterionRow(each.id, each))),
  });
export type SectionRow = ReturnType<typeof sectionRow>;

export const scorecardForm = () => new FormGroup({ name: text(), sections: new FormArray<SectionRow>([]) });
export type ScorecardForm = ReturnType<typeof scorecardForm>;

export const criterionIds = ({ controls }: ScorecardForm): string[] =>
  controls.sections.controls.flatMap((row) => row.getRawValue().criteria.map(({ id }) => id));

export function showScorecard(form: ScorecardForm, { name, draft }: Scorecard): void {
  form.patchValue({ name });
  form.controls.sections.clear();
  for (const section of draft.sections) form.controls.sections.push(sectionRow(section.id, section));
}

export const documentOf = (form: ScorecardForm): ScorecardDocument => ({
  schema: 1,
  sections: form.getRawValue().sections.map((section) => ({
    ...section,
    weight: Number(section.weight),
    criteria: section.criteria.map((each) => ({ ...each, weight: Number(each.weight), points: Number(each.points) })),
  })),
});

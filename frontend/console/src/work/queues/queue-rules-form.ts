import { FormArray, FormControl, FormGroup, Validators } from '@angular/forms';
import type { OverflowRule, OverflowTarget, Queue, QueueHours } from '#contracts';

/** Bounds of the API, so that a slip shows before it is sent. */
const number = (value: number, min: number, max: number) =>
  new FormControl(value, {
    nonNullable: true,
    validators: [Validators.required, Validators.min(min), Validators.max(max)],
  });
const text = (value: string) => new FormControl(value, { nonNullable: true });
const flag = (value: boolean) => new FormControl(value, { nonNullable: true });

export const skillRow = (given?: Queue['skills'][number]) =>
  new FormGroup({
    skillId: new FormControl(given?.skillId ?? '', { nonNullable: true, validators: [Validators.required] }),
    level: number(given?.level ?? 5, 1, 10),
    mandatory: flag(given?.mandatory ?? true),
    weight: number(given?.weight ?? 1, 0, 100),
  });
export type SkillRow = ReturnType<typeof skillRow>;

export const ringRow = (given?: Queue['rings'][number]) =>
  new FormGroup({
    afterSeconds: number(given?.afterSeconds ?? 60, 1, 7200),
    lowerBy: number(given?.lowerBy ?? 2, 1, 10),
  });
export type RingRow = ReturnType<typeof ringRow>;

export const slopeRow = (given?: Queue['slopes'][number]) =>
  new FormGroup({
    afterSeconds: number(given?.afterSeconds ?? 120, 1, 7200),
    slopePerSecond: number(given?.slopePerSecond ?? 2, 0, 100),
  });
export type SlopeRow = ReturnType<typeof slopeRow>;

export const openingRow = (given?: QueueHours['openings'][number]) =>
  new FormGroup({
    weekday: number(given?.weekday ?? 1, 1, 7),
    from: text(given?.from ?? '08:00'),
    to: text(given?.to ?? '16:00'),
  });
export type OpeningRow = ReturnType<typeof openingRow>;

export const overflowRow = (given?: OverflowRule) =>
  new FormGroup({
    when: new FormControl(given?.when ?? 'waiting-time', { nonNullable: true }),
    threshold: new FormControl<number | null>(given ? given.threshold : 120),
    to: new FormGroup({
      kind: new FormControl<OverflowTarget['kind']>(given?.to.kind ?? 'queue', { nonNullable: true }),
      queueId: text(given?.to.kind === 'queue' ? given.to.queueId : ''),
      number: text(given?.to.kind === 'number' ? given.to.number : ''),
      message: text(given?.to.kind === 'hang-up' ? given.to.message : ''),
      boxId: text(given?.to.kind === 'voicemail' ? given.to.boxId : ''),
      flowId: text(given?.to.kind === 'flow' ? given.to.flowId : ''),
    }),
  });
export type OverflowRow = ReturnType<typeof overflowRow>;

/** Hours switched off mean always open; daysOff are dates, one after another. */
export const hoursGroup = () =>
  new FormGroup({
    limited: flag(false),
    openings: new FormArray<OpeningRow>([]),
    closedOnHolidays: flag(true),
    daysOff: text(''),
  });
export type HoursGroup = ReturnType<typeof hoursGroup>;

/** Rows of a list as the record has them; `reset` alone would keep the old number. */
export function fill<Row extends FormGroup>(array: FormArray<Row>, rows: readonly Row[]): void {
  array.clear();
  for (const row of rows) array.push(row);
}

export function showHours(group: HoursGroup, hours: QueueHours | null): void {
  group.controls.limited.reset(hours !== null);
  group.controls.closedOnHolidays.reset(hours?.closedOnHolidays ?? true);
  group.controls.daysOff.reset(hours?.daysOff.join(', ') ?? '');
  fill(group.controls.openings, (hours?.openings ?? []).map(openingRow));
}

export function hoursOf(group: HoursGroup): QueueHours | null {
  const { limited, openings, closedOnHolidays, daysOff } = group.getRawValue();
  return limited ? { openings, closedOnHolidays, daysOff: daysOff.split(/[\s,;]+/).filter(Boolean) } : null;
}

export function overflowOf(row: OverflowRow): OverflowRule {
  const { when, threshold, to } = row.getRawValue();
  const counted = when === 'waiting-time' || when === 'waiting-count' || when === 'expected-wait';
  return { when, threshold: counted ? threshold : null, to: targetOf(to) };
}

function targetOf(given: OverflowRow['value']['to'] & object): OverflowTarget {
  const { kind, queueId, number: to, message, flowId, boxId } = given;
  switch (kind) {
    case 'number':
      return { kind, number: to ?? '' };
    case 'flow':
      return { kind, flowId: flowId ?? '' };
    case 'voicemail':
      return { kind, boxId: boxId ?? '' };
    case 'hang-up':
      return { kind, message: message ?? '' };
    default:
      return { kind: 'queue', queueId: queueId ?? '' };
  }
}

import { FormArray, FormControl, FormGroup, Validators, type ValidatorFn } from '@angular/forms';
import type { Queue, SaveQueue } from '#contracts';
import { callbackGroup, callbackOf, showCallback } from './callback-form';
import {
  fill,
  hoursGroup,
  hoursOf,
  overflowOf,
  overflowRow,
  ringRow,
  showHours,
  skillRow,
  slopeRow,
  type OverflowRow,
  type RingRow,
  type SkillRow,
  type SlopeRow,
} from './queue-rules-form';

export type QueueForm = ReturnType<typeof queueForm>;

/** The same bounds as the API's, so that a slip shows before it is sent. */
const whole = (min: number, max: number): ValidatorFn[] => [
  Validators.required,
  Validators.min(min),
  Validators.max(max),
];

export function queueForm() {
  const number = (value: number, min: number, max: number) =>
    new FormControl(value, { nonNullable: true, validators: whole(min, max) });
  const ids = () => new FormControl<string[]>([], { nonNullable: true });
  return new FormGroup({
    name: new FormControl('', { nonNullable: true, validators: [Validators.required, Validators.maxLength(80)] }),
    active: new FormControl(true, { nonNullable: true }),
    strategy: new FormControl<Queue['strategy']>('linear', { nonNullable: true }),
    agentIds: ids(),
    groupIds: ids(),
    offerTimeoutSeconds: number(20, 5, 120),
    wrapUpSeconds: number(30, 0, 3600),
    priority: new FormControl<number | null>(100, [Validators.min(0), Validators.max(1000)]),
    slopePerSecond: number(1, 0, 100),
    serviceLevelSeconds: number(20, 1, 3600),
    music: new FormControl('moh', { nonNullable: true }),
    musicPlaylistId: new FormControl<string | null>(null),
    announcePosition: new FormControl(true, { nonNullable: true }),
    announceEverySeconds: number(45, 10, 600),
    maxWaitSeconds: new FormControl<number | null>(null, [Validators.min(10), Validators.max(7200)]),
    record: new FormControl<Queue['record']>('always', { nonNullable: true }),
    recordPercent: number(100, 1, 100),
    recordingDays: new FormControl<number | null>(null, [Validators.min(1), Validators.max(3650)]),
    classifierRequired: new FormControl(true, { nonNullable: true }),
    classifierIds: ids(),
    skills: new FormArray<SkillRow>([]),
    ranking: new FormControl<Queue['ranking']>('strategy', { nonNullable: true }),
    rings: new FormArray<RingRow>([]),
    slopes: new FormArray<SlopeRow>([]),
    weightCap: new FormControl<number | null>(null, [Validators.min(0), Validators.max(1_000_000)]),
    keepRelationship: new FormControl(false, { nonNullable: true }),
    lastAgentSeconds: number(20, 1, 600),
    hours: hoursGroup(),
    overflow: new FormArray<OverflowRow>([]),
    announceWait: new FormControl(false, { nonNullable: true }),
    callback: callbackGroup(),
  });
}

export function showQueue(form: QueueForm, queue: Queue): void {
  const { skills, rings, slopes, hours, overflow, callback, ...plain } = queue;
  const { controls } = form;
  fill(controls.skills, skills.map(skillRow));
  fill(controls.rings, rings.map(ringRow));
  fill(controls.slopes, slopes.map(slopeRow));
  fill(controls.overflow, overflow.map(overflowRow));
  showHours(controls.hours, hours);
  showCallback(controls.callback, callback);
  form.patchValue(plain);
}

export function queueOf(form: QueueForm, version: number | undefined): SaveQueue {
  const value = form.getRawValue();
  return {
    ...value,
    maxWaitSeconds: numberOrNone(value.maxWaitSeconds),
    priority: numberOrNone(value.priority),
    weightCap: numberOrNone(value.weightCap),
    recordingDays: numberOrNone(value.recordingDays),
    hours: hoursOf(form.controls.hours),
    overflow: form.controls.overflow.controls.map(overflowOf),
    callback: callbackOf(form.controls.callback),
    ...(version !== undefined && { version }),
  };
}

/** An emptied number field gives an empty text. */
/** An emptied number field. */
export const numberOrNone = (value: number | null): number | null => (typeof value === 'number' ? value : null);

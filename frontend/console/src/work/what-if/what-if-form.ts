import { FormArray, FormControl, FormGroup, Validators, type AbstractControl } from '@angular/forms';
import type { Queue, StartWhatIf, WhatIfChanges, WhatIfQueue, WhatIfRunDetail } from '#contracts';
import { fill, overflowOf, overflowRow, type OverflowRow } from '../queues/queue-rules-form';

const text = (value: string) => new FormControl(value, { nonNullable: true, validators: [Validators.required] });
const ids = (value: readonly string[] = []) => new FormControl<string[]>([...value], { nonNullable: true });
const number = (value: number, min: number, max: number) =>
  new FormControl(value, {
    nonNullable: true,
    validators: [Validators.required, Validators.min(min), Validators.max(max)],
  });
/** Empty: as it was. */
const perhaps = (value: number | null | undefined, min: number, max: number) =>
  new FormControl<number | null>(value ?? null, [Validators.min(min), Validators.max(max)]);

export const moreRow = (given?: WhatIfChanges['addAgents'][number]) =>
  new FormGroup({ likeAgentId: text(given?.likeAgentId ?? ''), count: number(given?.count ?? 1, 1, 50) });

export const skillChangeRow = (given?: WhatIfChanges['skills'][number]) =>
  new FormGroup({
    agentId: text(given?.agentId ?? ''),
    skillId: text(given?.skillId ?? ''),
    level: number(given?.level ?? 5, 0, 10),
  });

/** Fields that are empty leave the queue's setting as it was in the period. */
export const queueChangeRow = (given?: WhatIfQueue) =>
  new FormGroup({
    queueId: text(given?.queueId ?? ''),
    strategy: new FormControl<Queue['strategy'] | ''>(given?.strategy ?? '', { nonNullable: true }),
    ranking: new FormControl<Queue['ranking'] | ''>(given?.ranking ?? '', { nonNullable: true }),
    priority: perhaps(given?.priority, 0, 1000),
    slopePerSecond: perhaps(given?.slopePerSecond, 0, 100),
    addAgentIds: ids(given?.addAgentIds),
    removeAgentIds: ids(given?.removeAgentIds),
    otherOverflow: new FormControl(given?.overflow !== undefined, { nonNullable: true }),
    overflow: new FormArray<OverflowRow>((given?.overflow ?? []).map(overflowRow)),
  });
export type QueueChangeRow = ReturnType<typeof queueChangeRow>;

export type WhatIfForm = ReturnType<typeof whatIfForm>;

/** Yesterday, from midnight to midnight, unless somebody says otherwise. */
export function whatIfForm(now = new Date()) {
  const midnight = new Date(now.getFullYear(), now.getMonth(), now.getDate());
  const yesterday = new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1);
  return new FormGroup({
    name: new FormControl('', { nonNullable: true, validators: [Validators.required, Validators.maxLength(120)] }),
    from: text(localMinute(yesterday)),
    to: new FormControl(localMinute(midnight), { nonNullable: true, validators: [Validators.required, afterFrom] }),
    queueIds: new FormControl<string[]>([], { nonNullable: true, validators: [Validators.required] }),
    removeAgentIds: ids(),
    addAgents: new FormArray<ReturnType<typeof moreRow>>([]),
    skills: new FormArray<ReturnType<typeof skillChangeRow>>([]),
    queues: new FormArray<QueueChangeRow>([]),
  });
}

const afterFrom = (to: AbstractControl<string>) => {
  const from = to.parent?.get('from')?.value as string | undefined;
  return from !== undefined && to.value <= from ? { server: { field: 'to', rule: 'after-from', message: '' } } : null;
};

/** `2026-11-29T08:00` here, as a date field has it. */
export function localMinute(instant: Date): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = `${instant.getFullYear()}-${two(instant.getMonth() + 1)}-${two(instant.getDate())}`;
  return `${day}T${two(instant.getHours())}:${two(instant.getMinutes())}`;
}

/** An earlier run, to be changed a little and run again. */
export function showRun(form: WhatIfForm, { name, from, to, queueIds, changes }: WhatIfRunDetail): void {
  const { controls } = form;
  form.patchValue({
    name,
    from: localMinute(new Date(from)),
    to: localMinute(new Date(to)),
    queueIds,
    removeAgentIds: changes.removeAgentIds,
  });
  fill(controls.addAgents, changes.addAgents.map(moreRow));
  fill(controls.skills, changes.skills.map(skillChangeRow));
  fill(controls.queues, changes.queues.map(queueChangeRow));
}

export function startOf(form: WhatIfForm): StartWhatIf {
  const { name, from, to, queueIds, removeAgentIds, addAgents, skills } = form.getRawValue();
  return {
    name,
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
    queueIds,
    changes: { removeAgentIds, addAgents, skills, queues: form.controls.queues.controls.map(queueOf) },
  };
}

function queueOf(row: QueueChangeRow): WhatIfQueue {
  const { strategy, ranking, priority, slopePerSecond, otherOverflow, overflow: _rows, ...rest } = row.getRawValue();
  return {
    ...rest,
    ...(strategy && { strategy }),
    ...(ranking && { ranking }),
    ...(typeof priority === 'number' && { priority }),
    ...(typeof slopePerSecond === 'number' && { slopePerSecond }),
    ...(otherOverflow && { overflow: row.controls.overflow.controls.map(overflowOf) }),
  };
}

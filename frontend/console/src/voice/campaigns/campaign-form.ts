import { FormArray, FormControl, FormGroup, Validators, type ValidatorFn } from '@angular/forms';
import { RETRY_OUTCOMES, type Campaign, type CallerIdPolicy, type RetryOutcome, type SaveCampaign } from '#contracts';
import { fill, hoursGroup, hoursOf, showHours } from '../../work/queues/queue-rules-form';

export type CampaignForm = ReturnType<typeof campaignForm>;

const bounds = (min: number, max: number): ValidatorFn[] => [
  Validators.required,
  Validators.min(min),
  Validators.max(max),
];
const text = (value = '', ...validators: ValidatorFn[]) => new FormControl(value, { nonNullable: true, validators });
const flag = (value: boolean) => new FormControl(value, { nonNullable: true });
const number = (value: number, min: number, max: number) =>
  new FormControl(value, { nonNullable: true, validators: bounds(min, max) });
const optional = (value: number | null, min: number, max: number) =>
  new FormControl<number | null>(value, [Validators.min(min), Validators.max(max)]);
const ids = () => new FormControl<string[]>([], { nonNullable: true });

const retryGroup = (everyMinutes: number, maximum: number) =>
  new FormGroup({ everyMinutes: number(everyMinutes, 1, 43_200), maximum: number(maximum, 1, 50) });

const retryGroups = () =>
  new FormGroup({
    busy: retryGroup(10, 5),
    'no-answer': retryGroup(120, 4),
    machine: retryGroup(240, 3),
    rejected: retryGroup(1440, 2),
    unreachable: retryGroup(1440, 2),
    failed: retryGroup(15, 3),
    abandoned: retryGroup(1440, 2),
    'hung-up': retryGroup(1440, 1),
    cancelled: retryGroup(5, 10),
    skipped: retryGroup(60, 3),
  } satisfies Record<RetryOutcome, ReturnType<typeof retryGroup>>);

type LocalRule = Extract<CallerIdPolicy, { kind: 'local' }>['rules'][number];
export const localRow = (given?: LocalRule) =>
  new FormGroup({
    place: new FormControl<LocalRule['place']>(given?.place ?? 'city', { nonNullable: true }),
    name: text(given?.name, Validators.required),
    number: text(given?.number, Validators.required),
  });
export type LocalRow = ReturnType<typeof localRow>;

const predictiveGroup = () =>
  new FormGroup({
    mode: new FormControl<Campaign['predictive']['mode']>('hard', { nonNullable: true }),
    capPercent: number(3, 0, 10),
    maxCallsInFlight: number(200, 1, 1000),
    abandonedMessage: text(),
  });

const machinesGroup = () =>
  new FormGroup({
    enabled: flag(false),
    action: new FormControl<Campaign['machines']['action']>('hang-up', { nonNullable: true }),
    message: text(),
    checkPercent: number(10, 0, 100),
  });

export function campaignForm() {
  return new FormGroup({
    name: text('', Validators.required, Validators.maxLength(80)),
    description: text(),
    kind: new FormControl<Campaign['kind']>('progressive', { nonNullable: true }),
    agentIds: ids(),
    groupIds: ids(),
    priority: number(50, 0, 1000),
    hours: hoursGroup(),
    zoneOfNumber: flag(true),
    quiet: flag(true),
    quietHours: new FormGroup({ from: text('20:00'), to: text('09:00') }),
    commercial: flag(true),
    consentPurpose: text('marketing'),
    classifierIds: ids(),
    classifierRequired: flag(true),
    wrapUpSeconds: number(30, 0, 3600),
    record: new FormControl<Campaign['record']>('always', { nonNullable: true }),
    recordPercent: new FormControl(100, {
      nonNullable: true,
      validators: [Validators.required, Validators.min(1), Validators.max(100)],
    }),
    strategyId: new FormControl<string | null>(null),
    keepRelationship: flag(false),
    lastAgentSeconds: number(20, 1, 3600),
    attempts: retryGroups(),
    maxAttempts: number(10, 1, 100),
    dailyCap: optional(3, 1, 50),
    ringSeconds: number(25, 10, 60),
    batchSize: number(10, 1, 50),
    byKey: flag(false),
    autoStartSeconds: number(5, 0, 600),
    predictive: predictiveGroup(),
    machines: machinesGroup(),
    flowId: new FormControl<string | null>(null),
    language: new FormControl<Campaign['language']>(null),
    message: text(),
    channels: number(20, 1, 500),
    callerId: new FormGroup({
      kind: new FormControl<CallerIdPolicy['kind']>('fixed', { nonNullable: true }),
      number: text(),
      from: text(),
      to: text(),
      tainted: text(),
      rules: new FormArray<LocalRow>([]),
      otherwise: text(),
    }),
  });
}

export function showCampaign(form: CampaignForm, campaign: Campaign): void {
  const { hours, quietHours, consentPurpose, autoStartSeconds, lastAgentSeconds, callerId, ...plain } = campaign;
  const { controls } = form;
  form.patchValue(plain);
  showHours(controls.hours, hours);
  controls.quiet.setValue(quietHours !== null);
  if (quietHours) controls.quietHours.setValue(quietHours);
  controls.commercial.setValue(consentPurpose !== null);
  if (consentPurpose !== null) controls.consentPurpose.setValue(consentPurpose);
  controls.byKey.setValue(autoStartSeconds === null);
  if (autoStartSeconds !== null) controls.autoStartSeconds.setValue(autoStartSeconds);
  controls.keepRelationship.setValue(lastAgentSeconds !== null);
  if (lastAgentSeconds !== null) controls.lastAgentSeconds.setValue(lastAgentSeconds);
  showCallerId(controls.callerId, callerId);
}

function showCallerId({ controls }: CampaignForm['controls']['callerId'], policy: CallerIdPolicy): void {
  controls.kind.setValue(policy.kind);
  if (policy.kind === 'fixed') controls.number.setValue(policy.number ?? '');
  if (policy.kind === 'random') {
    controls.from.setValue(policy.from);
    controls.to.setValue(policy.to);
    controls.tainted.setValue(policy.tainted.join(', '));
  }
  if (policy.kind !== 'local') return;
  fill(controls.rules, policy.rules.map(localRow));
  controls.otherwise.setValue(policy.otherwise ?? '');
}

export function campaignOf(form: CampaignForm, version: number | undefined): SaveCampaign {
  const { quiet, commercial, byKey, keepRelationship, callerId: _callerId, ...value } = form.getRawValue();
  return {
    ...value,
    hours: hoursOf(form.controls.hours),
    quietHours: quiet ? value.quietHours : null,
    consentPurpose: commercial ? value.consentPurpose : null,
    autoStartSeconds: byKey ? null : value.autoStartSeconds,
    lastAgentSeconds: keepRelationship ? value.lastAgentSeconds : null,
    dailyCap: typeof value.dailyCap === 'number' ? value.dailyCap : null,
    callerId: callerIdOf(form.controls.callerId),
    ...(version !== undefined && { version }),
  };
}

/** Numbers of a field that holds several. */
export const numberList = (value: string): string[] => value.split(/[\s,;]+/).filter(Boolean);

function callerIdOf(group: CampaignForm['controls']['callerId']): CallerIdPolicy {
  const { kind, number: fixed, from, to, tainted, rules, otherwise } = group.getRawValue();
  if (kind === 'random') return { kind, from, to, tainted: numberList(tainted) };
  if (kind === 'local') return { kind, rules, otherwise: otherwise || null };
  return { kind, number: fixed || null };
}

export const RETRIES: readonly RetryOutcome[] = RETRY_OUTCOMES;

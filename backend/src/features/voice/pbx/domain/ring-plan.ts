import type { PbxTarget, PhoneRules, RingGroup } from '#contracts';

/** Whom a call is for: the phones of a group, or one person's. */
export type RingTarget =
  { readonly kind: 'group'; readonly id: string } | { readonly kind: 'user'; readonly id: string };

export type RingPlan =
  | ({ readonly kind: 'group' } & Pick<RingGroup, 'name' | 'strategy' | 'ringSeconds' | 'then'> & {
        readonly memberIds: readonly string[];
      })
  | ({ readonly kind: 'user'; readonly name: string; readonly userId: string } & Omit<PhoneRules, 'version'>);

export type RingStep =
  | { readonly kind: 'ring'; readonly userIds: readonly string[]; readonly seconds: number }
  | { readonly kind: 'go'; readonly to: PbxTarget; readonly because: RingEnd };

/** Why the phones are left. `away`: no phone is signed in. */
export type RingEnd = 'do-not-disturb' | 'forwarded' | 'busy' | 'away' | 'no-answer';

const END: PbxTarget = { kind: 'hang-up' };

/** What is tried at this step (from 0); after the last one where the call goes on. */
export function ringStep(plan: RingPlan, step: number): RingStep {
  return plan.kind === 'group' ? groupStep(plan, step) : userStep(plan, step);
}

function groupStep(plan: Extract<RingPlan, { kind: 'group' }>, step: number): RingStep {
  const { strategy, memberIds, ringSeconds: seconds, then } = plan;
  const turns = strategy === 'all' ? [memberIds] : memberIds.map((id) => [id]);
  const userIds = turns[step];
  return userIds ? { kind: 'ring', userIds, seconds } : { kind: 'go', to: then, because: 'no-answer' };
}

function userStep(plan: Extract<RingPlan, { kind: 'user' }>, step: number): RingStep {
  if (plan.doNotDisturb) return { kind: 'go', to: plan.busy ?? END, because: 'do-not-disturb' };
  if (plan.always) return { kind: 'go', to: plan.always, because: 'forwarded' };
  if (step === 0) return { kind: 'ring', userIds: [plan.userId], seconds: plan.ringSeconds };
  return { kind: 'go', to: plan.noAnswer ?? END, because: 'no-answer' };
}

/** Nobody of the step could be rung: a group goes on with its next step (null), a person's call by his rules. */
export function nobodyToRing(plan: RingPlan, because: 'busy' | 'away'): RingStep | null {
  if (plan.kind === 'group') return null;
  return { kind: 'go', to: (because === 'busy' ? plan.busy : plan.noAnswer) ?? END, because };
}

/** Whether anything but his phone may take a call for this person. */
export const hasRules = ({ doNotDisturb, always, busy, noAnswer }: Extract<RingPlan, { kind: 'user' }>): boolean =>
  doNotDisturb || always !== null || busy !== null || noAnswer !== null;

/** Members of groups whose phones may be busy or silenced: only who wants to be disturbed is rung. */
export const ringable = (userIds: readonly string[], silenced: ReadonlySet<string>): readonly string[] =>
  userIds.filter((id) => !silenced.has(id));

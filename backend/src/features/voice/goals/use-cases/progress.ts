import { Injectable } from '@nestjs/common';
import type { GoalProgress } from '#contracts';
import type { Instant } from '../../../../kernel/clock';
import { serviceTimeBetween } from '../../../../kernel/service-hours';
import { PlannedTime } from '../../../work/calendar';
import { campaignHours } from '../../campaigns';
import { GoalStore, type StoredGoal } from '../data/goal.store';
import type { Span } from '../domain/goal-period';
import { clipped, elapsedOf, paceOf } from '../domain/pace';

const ZONE = 'Europe/Warsaw';

/** How far a goal is, against the working time that has passed: an agent's shifts, the hours of a campaign. */
@Injectable()
export class Progress {
  constructor(
    private readonly store: GoalStore,
    private readonly planned: PlannedTime,
  ) {}

  async of(goal: StoredGoal, span: Span, at: Instant): Promise<GoalProgress[]> {
    const sums = await this.store.reached(goal, span);
    const row = (agent: GoalProgress['agent'], elapsed: number | null): GoalProgress => {
      const { reached = 0, successes = 0 } = sums.find(({ agentId }) => agentId === (agent?.id ?? null)) ?? {};
      const { target } = goal;
      return { agent, reached, successes, target, elapsed, ...paceOf({ reached, target }, elapsed) };
    };
    if (goal.kind === 'campaign') return [row(null, ofCampaign(goal, span, at))];
    const shifts = await this.shifts(goal, span);
    return goal.agents.map((agent) => row(agent, this.ofAgent(goal, shifts.get(agent.id) ?? [], span, at)));
  }

  private async shifts({ agents }: StoredGoal, { from, to }: Span) {
    if (to === null) return new Map<string, { start: Instant; end: Instant }[]>();
    return this.planned.of(
      agents.map(({ id }) => id),
      from,
      to,
    );
  }

  /** Whoever has no shifts is measured by the hours of the campaign, as if he worked in all of them. */
  private ofAgent(
    goal: StoredGoal,
    shifts: { start: Instant; end: Instant }[],
    span: Span,
    at: Instant,
  ): number | null {
    if (span.to === null) return null;
    return elapsedOf(clipped(shifts, span.from, span.to), at) ?? ofCampaign(goal, span, at);
  }
}

/** A campaign without hours, or none at all, runs by the clock. */
function ofCampaign({ campaigns }: StoredGoal, { from, to }: Span, at: Instant): number | null {
  if (to === null) return null;
  const hours = campaigns.flatMap((each) => (each.hours ? [campaignHours(each.hours, ZONE)] : []))[0];
  const passed = Math.min(Math.max(at, from), to);
  const open = (until: Instant) => (hours ? serviceTimeBetween(hours, from, until) : until - from);
  const all = open(to);
  return all === 0 ? null : open(passed) / all;
}

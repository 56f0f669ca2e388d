import type { Instant } from '../../../../kernel/clock';
import { fold } from '../../../../kernel/decider';
import type { RecordedEvent } from '../../../../kernel/journal';
import { AGENT_EVENT_TYPES, agentDecider, type AgentEvent, type AgentState } from '../../agents';
import type { Duty, DutyChange } from '../../routing';

const agentTypes = new Set<string>(AGENT_EVENT_TYPES);

/**
 * When each agent took calls of queues, was signed in without taking any, or was not there. Work of his own (a call that he
 * dialled, one that was meant for him alone) keeps him away as it did then.
 */
export class PastDuties {
  private readonly agents = new Map<string, AgentState>();
  private readonly duty = new Map<string, Duty>();
  readonly changes: DutyChange[] = [];
  private begun = false;

  constructor(
    private readonly from: Instant,
    private readonly isOfPeriod: (offerId: string) => boolean,
  ) {}

  take(event: RecordedEvent): void {
    if (!agentTypes.has(event.type)) return;
    if (event.meta.at >= this.from) this.begin();
    const id = event.stream.slice('agent-'.length);
    const known = this.agents.get(id) ?? agentDecider.initialState;
    const state = fold(agentDecider, known, [{ type: event.type, data: event.data } as AgentEvent]);
    this.agents.set(id, state);
    this.settle(id, this.dutyOf(state), event.meta.at);
  }

  /** Everybody's duty when the period begins. */
  begin(): void {
    if (this.begun) return;
    this.begun = true;
    for (const [agentId, duty] of this.duty) if (duty !== 'off') this.changes.push({ agentId, at: this.from, duty });
  }

  private settle(agentId: string, duty: Duty, at: Instant): void {
    if ((this.duty.get(agentId) ?? 'off') === duty) return;
    this.duty.set(agentId, duty);
    if (this.begun) this.changes.push({ agentId, at: Math.max(at, this.from), duty });
  }

  private dutyOf({ availability, phone, work, offers }: AgentState): Duty {
    if (availability.kind === 'offline') return 'off';
    const own = work.some(({ workId }) => !this.isOfPeriod(workId)) || offers.some(({ kind }) => kind === 'direct');
    return availability.kind === 'ready' && phone === 'registered' && !own ? 'ready' : 'away';
  }
}

/** How long each agent took calls of queues until `to`. */
export function readyMs(changes: readonly DutyChange[], to: Instant): ReadonlyMap<string, number> {
  const since = new Map<string, Instant>();
  const sums = new Map<string, number>();
  const close = (agentId: string, at: Instant): void => {
    const began = since.get(agentId);
    since.delete(agentId);
    if (began !== undefined) sums.set(agentId, (sums.get(agentId) ?? 0) + Math.max(0, Math.min(at, to) - began));
  };
  for (const { agentId, at, duty } of changes) {
    close(agentId, at);
    if (duty === 'ready') since.set(agentId, at);
  }
  for (const agentId of [...since.keys()]) close(agentId, to);
  return sums;
}

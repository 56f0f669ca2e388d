import { fold } from '../../../../kernel/decider';
import type { RecordedEvent } from '../../../../kernel/journal';
import {
  AGENT_EVENT_TYPES,
  agentDecider,
  freeCapacity,
  hasCall,
  statusOf,
  type AgentEvent,
  type AgentSkills,
  type AgentState,
  type Channel,
} from '../../agents';
import type { QueueRules, RoutableAgent } from '../domain/routing-choice';
import type { RoutingEngine } from '../domain/routing-engine';
import { WORK_EVENT_TYPES, waitingOf, type WorkEvent } from '../domain/work-item';

export const SETTINGS_EVENT_TYPES = [
  'QueueSaved',
  'QueueDeleted',
  'QueueMembersChanged',
  'WorkChannelPaused',
  'WorkChannelResumed',
  'AgentSkillsChanged',
  'ChannelPrioritiesChanged',
  /** Nothing but time has passed: see Dispatcher. */
  'RoutingWoken',
] as const;
export const FEED_TYPES: readonly string[] = [...AGENT_EVENT_TYPES, ...WORK_EVENT_TYPES, ...SETTINGS_EVENT_TYPES];

const CHANNELS: readonly Channel[] = ['call', 'chat', 'messenger', 'mail', 'sms'];
const agentTypes = new Set<string>(AGENT_EVENT_TYPES);
const workTypes = new Set<string>(WORK_EVENT_TYPES);

/** An agent as the engine sees him. A call keeps every other channel away. */
export function routable(id: string, state: AgentState): RoutableAgent {
  const { status, reason } = statusOf(state);
  const available = state.availability.kind === 'ready' && !hasCall(state);
  return {
    id,
    status: available && state.work.length > 0 ? 'ready' : status,
    reason,
    reachable: state.phone === 'registered',
    free: available ? CHANNELS.filter((channel) => freeCapacity(state, channel) > 0) : [],
  };
}

/**
 * Turns the journal into the engine's inputs. Versions make it safe to feed an event twice, and tell when one was
 * missed (another process had the lease in between): then the engine has to be built anew.
 */
export class EngineFeed {
  private readonly agents = new Map<string, AgentState>();
  private readonly versions = new Map<string, number>();
  /** The last position that the engine knows: the basis of its decisions. */
  position = 0;

  constructor(readonly engine: RoutingEngine) {}

  startAgent(id: string, state: AgentState, version: number): void {
    this.agents.set(id, state);
    this.versions.set(`agent-${id}`, version);
    this.engine.setAgent(routable(id, state));
  }

  startWork(workId: string, version: number): void {
    this.versions.set(`work-${workId}`, version);
  }

  /** The agent as the journal has him, after an offer to him came to nothing. */
  restoreAgent(id: string): void {
    const state = this.agents.get(id);
    if (state) this.engine.setAgent(routable(id, state));
  }

  /** False: an event of this stream is missing. */
  apply(event: RecordedEvent): boolean {
    this.position = Math.max(this.position, event.position);
    const { stream, version } = event;
    if (!agentTypes.has(event.type) && !workTypes.has(event.type)) {
      this.applySettings(event);
      return true;
    }
    const known = this.versions.get(stream) ?? 0;
    if (version <= known) return true;
    this.versions.set(stream, version);
    if (agentTypes.has(event.type))
      this.applyAgent(stream.slice('agent-'.length), { type: event.type, data: event.data } as AgentEvent);
    else this.applyWork({ type: event.type, data: event.data } as WorkEvent);
    return version === known + 1;
  }

  private applyAgent(id: string, event: AgentEvent): void {
    const state = fold(agentDecider, this.agents.get(id) ?? agentDecider.initialState, [event]);
    this.agents.set(id, state);
    this.engine.setAgent(routable(id, state));
  }

  private applyWork(event: WorkEvent): void {
    const { workId, queueId } = event.data;
    switch (event.type) {
      case 'WorkQueued':
      case 'WorkReturned':
        return this.engine.addWork(waitingOf(event.data));
      case 'WorkOverflowed':
        this.engine.removeWork(workId);
        if (event.data.rule.to.kind === 'queue') this.engine.addWork(waitingOf(event.data));
        else this.versions.delete(`work-${workId}`);
        return;
      case 'WorkOffered':
        this.engine.removeWork(workId);
        if (event.data.choice.strategy !== 'ring-all' && event.data.offer.agentIds[0])
          this.engine.setLast(queueId, event.data.offer.agentIds[0]);
        return;
      case 'WorkAssigned':
      case 'WorkWithdrawn':
        this.engine.removeWork(workId);
        this.versions.delete(`work-${workId}`);
        return;
      default:
        return;
    }
  }

  private applySettings({ type, data }: RecordedEvent): void {
    switch (type as (typeof SETTINGS_EVENT_TYPES)[number]) {
      case 'QueueSaved':
      case 'QueueMembersChanged':
        return this.engine.setQueue((data as { rules: QueueRules }).rules);
      case 'QueueDeleted':
        return this.engine.removeQueue((data as { queueId: string }).queueId);
      case 'WorkChannelPaused':
      case 'WorkChannelResumed':
        return this.engine.pause((data as { channel: Channel }).channel, type === 'WorkChannelPaused');
      case 'AgentSkillsChanged': {
        const { agentId, skills } = data as AgentSkills;
        return this.engine.setSkills(agentId, new Map(skills.map(({ skillId, level }) => [skillId, level])));
      }
      case 'ChannelPrioritiesChanged':
        for (const [channel, base] of Object.entries((data as { priorities: Record<Channel, number> }).priorities))
          this.engine.setChannelBase(channel as Channel, base);
        return;
      case 'RoutingWoken':
        return;
    }
  }
}

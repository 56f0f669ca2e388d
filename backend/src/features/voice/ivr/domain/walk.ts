import { DateTime } from 'luxon';
import type { Instant } from '../../../../kernel/clock';
import type { FlowGraph } from './flow-graph';
import type { Variables } from './flow-template';
import type { FlowExit, IvrEvent, Place } from './ivr-events';
import type { SessionNode } from './session-node';
import { evolveSession, type IvrState } from './ivr-state';

/** Versions of flows that a session may need, by flow and number; null when one is missing. */
export interface FlowLibrary {
  graph(flowId: string, version: number): FlowGraph | null;
}

/** What a node says about the way on: take a branch, wait for an answer, or the flow has been left. */
export type Step = { readonly take: string } | 'waits' | 'left';

/** More than any caller has patience for; a flow that reaches it goes round without end. */
export const MOST_STEPS = 1000;
const ZONE = 'Europe/Warsaw';

/** One decision under way: the state after the events so far, and what the nodes may do with it. */
export class Walk {
  readonly events: IvrEvent[] = [];
  private known: Variables | null = null;

  constructor(
    public state: IvrState,
    readonly at: Instant,
    readonly askId: string,
    private readonly library: FlowLibrary,
  ) {}

  /** Journals an event and goes on from the state after it. */
  note<E extends IvrEvent>(type: E['type'], data: Omit<E['data'], 'at'>): void {
    const event = { type, data: { ...data, at: this.at } } as unknown as IvrEvent;
    this.events.push(event);
    this.state = evolveSession(this.state, event);
    this.known = null;
  }

  get place(): Place {
    return this.state.place;
  }

  graph(): FlowGraph | null {
    return this.library.graph(this.place.flowId, this.place.version);
  }

  graphOf(flowId: string): { graph: FlowGraph; version: number } | null {
    const version = this.state.versions[flowId];
    const graph = version === undefined ? null : this.library.graph(flowId, version);
    return graph && version !== undefined ? { graph, version } : null;
  }

  node(): SessionNode | undefined {
    return this.graph()?.node(this.place.nodeId);
  }

  /** Everything that templates and conditions may read now. */
  variables(): Variables {
    this.known ??= { ...this.state.variables, ...systemVariables(this.state, this.at) };
    return this.known;
  }

  leave(to: FlowExit, returns = false): 'left' {
    this.note<Extract<IvrEvent, { type: 'IvrLeft' }>>('IvrLeft', {
      place: this.place,
      to,
      returns,
      language: this.state.language,
    });
    return 'left';
  }

  set(variables: Readonly<Record<string, string>>, secret = false): void {
    if (Object.keys(variables).length === 0) return;
    this.note<Extract<IvrEvent, { type: 'IvrVariablesSet' }>>('IvrVariablesSet', { variables, secret });
  }
}

export function systemVariables(state: Pick<IvrState, 'language'>, at: Instant): Record<string, string> {
  const now = DateTime.fromMillis(at, { zone: ZONE });
  return {
    'call.language': state.language,
    'now.date': now.toFormat('yyyy-MM-dd'),
    'now.time': now.toFormat('HH:mm'),
    'now.weekday': String(now.weekday),
  };
}

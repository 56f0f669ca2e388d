import type { Flow, FlowDocument } from '#contracts';
import { AnswerDips } from '../features/voice/ivr';
import type { Agent, CallWorld } from './call-world';

/** Callers of flows in a `CallWorld`: what an administrator publishes, whom a number leads there, what they press. */
export class FlowCallers {
  private callers = 0;
  private numbers = 0;

  constructor(
    private readonly world: CallWorld,
    private readonly chief: Agent,
  ) {}

  async publish(name: string, document: FlowDocument): Promise<Flow> {
    const created = (await this.world.as(this.chief).post('/flows', { name, document })).body as Flow;
    const published = await this.world.as(this.chief).post(`/flows/${created.id}/publish`, { draftVersion: 1 });
    if (published.status !== 201) throw new Error(JSON.stringify([published.body, created.findings]));
    return created;
  }

  /** A number of its own for the flow (or queue); the answer calls it from a new number each time. */
  async leadTo(to: { flowId: string } | { queueId: string }): Promise<(habits?: object) => Promise<string>> {
    const own = `+4822100${String((this.numbers += 1) + 3000)}`;
    const saved = await this.world.as(this.chief).post('/numbers', { number: own, name: own, ...to });
    if (saved.status !== 201) throw new Error(JSON.stringify(saved.body));
    return (habits = {}) => this.world.callFrom(`+4860020${String((this.callers += 1)).padStart(4, '0')}`, habits, own);
  }

  async press(leg: string, digits: string): Promise<void> {
    this.world.line.simulated.world.press(leg, digits);
    await this.world.settle();
    await this.world.wait(3);
    await this.world.app.get(AnswerDips).idle();
    await this.world.settle();
  }

  /** Nodes that the last call has entered, `<session's number>:<node>`, in order. */
  async path(): Promise<string[]> {
    const { id = '' } = (await this.world.calls()).at(-1) ?? {};
    const rows = await this.world.sql<{ step: string }>(
      `select coalesce(nullif(split_part(stream, '.', 2), ''), '1') || ':' || (data -> 'place' ->> 'nodeId') as step
       from journal where type = 'IvrNodeEntered' and stream like $1 order by position`,
      [`ivr-${id}%`],
    );
    return rows.map(({ step }) => step);
  }
}

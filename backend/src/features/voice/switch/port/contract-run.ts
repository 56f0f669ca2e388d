import { randomUUID } from 'node:crypto';
import type { Outcome } from '../../../../kernel/outcome';
import type { Ack, SwitchFailure } from './switch';
import type { DialTarget, SwitchCommand } from './switch-command';
import { EventLog, type SwitchHarness } from './switch-harness';

export type WithoutIds<C> = C extends SwitchCommand ? Omit<C, 'id' | 'nodeId'> : never;

/** One run of the contract: the harness that it started, what the switch told, and the steps that many tests take. */
export class ContractRun {
  private started: { readonly harness: SwitchHarness; readonly log: EventLog } | null = null;

  get harness(): SwitchHarness {
    if (!this.started) throw new Error('the harness has not started');
    return this.started.harness;
  }

  get log(): EventLog {
    if (!this.started) throw new Error('the harness has not started');
    return this.started.log;
  }

  async start(start: () => Promise<SwitchHarness>): Promise<void> {
    const harness = await start();
    this.started = { harness, log: new EventLog(harness) };
    await this.log.next('SwitchConnected');
  }

  async stop(): Promise<void> {
    await this.started?.harness.stop();
  }

  async hangUpEverything(): Promise<void> {
    const legs = await this.harness.switch.legs();
    for (const { legId } of legs.ok ? legs.value : []) await this.send({ type: 'HangUp', legId, reason: 'normal' });
    await this.harness.wait(300);
  }

  send(command: WithoutIds<SwitchCommand>, id: string = randomUUID()): Promise<Outcome<Ack, SwitchFailure>> {
    return this.harness.switch.send({ ...command, id, nodeId: this.harness.switch.nodeId });
  }

  async must(command: WithoutIds<SwitchCommand>, id?: string): Promise<void> {
    expect(await this.send(command, id)).toMatchObject({ ok: true });
  }

  async arrival(): Promise<string> {
    await this.harness.call('+48600100200', '22100', 'Jan Kowalski');
    return (await this.log.next('LegArrived')).legId;
  }

  /** An answered customer with our facts on the leg. */
  async answered(): Promise<string> {
    const legId = await this.arrival();
    await this.must({ type: 'AnswerLeg', legId });
    await this.log.next('LegAnswered', (event) => event.legId === legId);
    await this.must({ type: 'SetVariables', legId, callId: 'call-1', queueId: 'sales', variables: { note: 'first' } });
    return legId;
  }

  target(extension: string): DialTarget {
    return { kind: 'extension', extension };
  }

  async ring(extension: string, ringSeconds = 10, legId: string = randomUUID()): Promise<string> {
    await this.must({
      type: 'OriginateLeg',
      legId,
      callId: 'call-1',
      to: this.target(extension),
      ringSeconds,
      callerId: { number: '+48600100200', name: 'Jan Kowalski' },
      parkAfterBridge: true,
    });
    return legId;
  }

  async talking(): Promise<{ customer: string; agent: string }> {
    const { harness, log } = this;
    const customer = await this.answered();
    harness.phone(harness.extensions[0], 'answers');
    const agent = await this.ring(harness.extensions[0]);
    await log.next('LegParked', (event) => event.legId === agent);
    await this.must({ type: 'BridgeLegs', legId: customer, withLegId: agent });
    await log.next('LegBridged');
    return { customer, agent };
  }

  async snapshotOf(legId: string): Promise<unknown> {
    const legs = await this.harness.switch.legs();
    return legs.ok ? legs.value.find((leg) => leg.legId === legId) : legs;
  }
}

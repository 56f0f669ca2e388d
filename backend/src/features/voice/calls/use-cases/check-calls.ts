import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { CLOCK, type Cancel, type Clock } from '../../../../kernel/clock';
import { IDS, type Ids } from '../../../../kernel/ids';
import { Database } from '../../../../platform/database';
import { Relay } from '../../../../platform/journal';
import { CriticalChecks, type CheckResults } from '../../../house/service-level';
import { SELF_TRUNK, SWITCH, type LegEvent, type Switch, type SwitchCommand, type SwitchEvent } from '../../switch';
import { OutboundTrunks } from '../../trunks';
import { checkCall, isOfCheck, type CheckCall } from '../domain/check-call';
import { SwitchGate } from './switch-gate';

const FUNCTIONS = ['outbound-calls', 'inbound-calls', 'ivr'] as const;
type Results = Record<(typeof FUNCTIONS)[number], string | null>;

const PATIENCE_MS = 5_000;
/** What nobody ends ends by itself. */
const LONGEST_SECONDS = 20;
/** The switch has begun to listen by then. */
const LISTENING_MS = 500;
const KEY = '7';

type Order = SwitchCommand extends infer C ? (C extends SwitchCommand ? Omit<C, 'id' | 'nodeId'> : never) : never;

interface Running extends CheckCall {
  readonly outId: string;
  inId: string | null;
  readonly heard: LegEvent[];
  notify(): void;
}

/**
 * The checks of calls: the switch calls itself. The call goes out and is taken (outbound), arrives and is answered (inbound),
 * hears a tone and presses a key that has to come back (IVR). Its legs go past `calls`: nothing is journalled, counted or shown.
 */
@Injectable()
export class CheckCalls implements OnModuleInit, OnModuleDestroy {
  private running: Running | null = null;
  private cancel: Cancel = () => undefined;

  constructor(
    private readonly checks: CriticalChecks,
    private readonly database: Database,
    private readonly relay: Relay,
    private readonly gate: SwitchGate,
    private readonly trunks: OutboundTrunks,
    @Inject(SWITCH) private readonly port: Switch,
    @Inject(IDS) private readonly ids: Ids,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.checks.register({ functions: FUNCTIONS, run: () => this.run() });
    this.checks.where(() => this.relay.holds(this.gate.lease));
    this.cancel = this.port.subscribe((event) => this.hear(event));
  }

  onModuleDestroy(): void {
    this.cancel();
  }

  private hear(event: SwitchEvent): void {
    if (!('legId' in event) || !isOfCheck(event)) return;
    const { running } = this;
    if (running && event.type === 'LegArrived' && event.dnis === running.number) running.inId = event.legId;
    if (!running || (event.legId !== running.outId && event.legId !== running.inId)) return;
    running.heard.push(event);
    running.notify();
  }

  private async run(): Promise<CheckResults> {
    const id = this.ids.next();
    const running: Running = {
      ...checkCall(id),
      outId: this.ids.next(),
      inId: null,
      heard: [],
      notify: () => undefined,
    };
    this.running = running;
    const results: Results = { 'outbound-calls': 'not reached', 'inbound-calls': 'not reached', ivr: 'not reached' };
    try {
      const down = await this.trunks.allDown(this.database.read);
      if (down) throw new Error(`every trunk is down: ${down.join(', ')}`);
      await this.callItself(running, results);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      for (const name of FUNCTIONS) results[name] &&= why;
    } finally {
      await this.end(running);
      this.running = null;
    }
    return results;
  }

  private async callItself(call: Running, results: Results): Promise<void> {
    await this.must({
      type: 'OriginateLeg',
      legId: call.outId,
      callId: call.callId,
      to: { kind: 'trunk', trunk: SELF_TRUNK, number: call.number },
      callerId: { number: call.number },
      ringSeconds: PATIENCE_MS / 1000,
      parkAfterBridge: false,
    });
    await this.heard(call, 'the call did not arrive', ({ type }) => type === 'LegArrived');
    const inId = call.inId ?? '';
    await this.must({ type: 'SetVariables', legId: inId, callId: call.callId });
    await this.must({ type: 'AnswerLeg', legId: inId });
    await this.heard(call, 'the call was not answered', ({ type, legId }) => type === 'LegAnswered' && legId === inId);
    results['inbound-calls'] = null;
    await this.heard(
      call,
      'the answer was not heard',
      ({ type, legId }) => type === 'LegAnswered' && legId === call.outId,
    );
    results['outbound-calls'] = null;
    await this.must({ type: 'ScheduleHangUp', legId: call.outId, afterSeconds: LONGEST_SECONDS, reason: 'time-limit' });
    await this.pressKey(call, inId);
    results.ivr = null;
  }

  private async pressKey(call: Running, inId: string): Promise<void> {
    const collection = {
      minimum: 1,
      maximum: 1,
      attempts: 1,
      timeoutMs: 3000,
      interDigitTimeoutMs: 1000,
      terminators: '',
    };
    const prompt = [{ kind: 'tone', frequencies: [440], ms: 2000 }] as const;
    await this.must({ type: 'CollectDigits', legId: inId, prompt, ...collection });
    await new Promise<void>((resolve) => this.clock.wakeAt(this.clock.now() + LISTENING_MS, resolve));
    await this.must({ type: 'SendDigits', legId: call.outId, digits: KEY });
    await this.heard(
      call,
      'the key was not heard',
      (event) => event.type === 'DigitsCollected' && event.digits === KEY,
    );
  }

  private async end(call: Running): Promise<void> {
    for (const legId of [call.outId, call.inId])
      if (legId !== null && !call.heard.some((event) => event.type === 'LegEnded' && event.legId === legId))
        await this.send({ type: 'HangUp', legId, reason: 'normal' });
    const legs = call.inId === null ? 1 : 2;
    await this.heard(call, '', () => call.heard.filter(({ type }) => type === 'LegEnded').length === legs).catch(
      () => undefined,
    );
  }

  /** The first event that matches; throws `why` when none comes in time or the call fails. */
  private async heard(call: Running, why: string, matches: (event: LegEvent) => boolean): Promise<void> {
    const deadline = this.clock.now() + PATIENCE_MS;
    for (;;) {
      if (call.heard.some(matches)) return;
      const failed = call.heard.find(({ type }) => type === 'CommandFailed');
      if (failed?.type === 'CommandFailed' && why !== '') throw new Error(`${why}: ${failed.rawCause}`);
      if (this.clock.now() >= deadline) throw new Error(why);
      await new Promise<void>((resolve) => {
        const cancel = this.clock.wakeAt(deadline, resolve);
        call.notify = () => {
          cancel();
          resolve();
        };
      });
    }
  }

  private async must(order: Order): Promise<void> {
    const sent = await this.send(order);
    if (!sent.ok) throw new Error(`the switch does not take ${order.type}: ${sent.refusal.code}`);
  }

  private send(order: Order) {
    return this.port.send({ ...order, id: this.ids.next(), nodeId: this.port.nodeId });
  }
}

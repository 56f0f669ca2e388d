import { Inject, Injectable, Logger } from '@nestjs/common';
import { join } from 'node:path';
import { bySystem } from '../../../../kernel/event-meta';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import type { RecordedEvent } from '../../../../kernel/journal';
import { config } from '../../../../platform/config';
import { Database } from '../../../../platform/database';
import { SWITCH, switchArea, type Switch, type SwitchCommand, type SwitchFailure } from '../../switch';
import { callsArea } from '../calls.config';
import type { CallEvent } from '../domain/call-events';
import { liveLegs } from '../domain/call-state';
import type { SupervisionEvent } from '../domain/supervision-events';
import { supervisionOrder } from '../domain/supervision-orders';
import { switchOrders, type SwitchPaths } from '../domain/switch-orders';
import { Calls } from './calls';
import { HoldMusic } from './hold-music';
import { namedId } from './named-id';
import { Supervising } from './supervising';
import { SwitchGate } from './switch-gate';

/** A prompt is a file of the prompts directory, named without its path. */
export const switchPaths = (): SwitchPaths => ({
  prompt: (name) => ({ kind: 'file', path: join(config(callsArea).promptsDirectory, name.replaceAll('/', '')) }),
  recording: (path) => join(config(switchArea).recordingsDirectory, path),
  // The engine's voices are named by their languages; only announcements in English differ from the installation's own.
  voice: (language) => (language === 'en' ? 'en' : config(callsArea).voice),
});

const SUPERVISION = 'supervision-';
/** How often a command that the switch does not answer is repeated while the connection stands. */
const ATTEMPTS = 3;

/** Sends what events demand of the switch: in order within a call, calls beside each other, each command until it is taken. */
@Injectable()
export class SendSwitchOrders {
  private readonly logger = new Logger('calls');

  constructor(
    @Inject(SWITCH) private readonly port: Switch,
    private readonly gate: SwitchGate,
    private readonly calls: Calls,
    private readonly music: HoldMusic,
    private readonly supervising: Supervising,
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async send(events: readonly RecordedEvent[]): Promise<void> {
    const byCall = new Map<string, RecordedEvent[]>();
    for (const event of events) byCall.set(event.stream, [...(byCall.get(event.stream) ?? []), event]);
    const { term } = this.gate;
    await Promise.all([...byCall.values()].map((of) => this.sendOf(of, term)));
  }

  private async sendOf(events: readonly RecordedEvent[], term: number): Promise<void> {
    for (const event of events) {
      if (event.stream.startsWith(SUPERVISION)) {
        await this.sendSupervision(event, term);
        continue;
      }
      const callId = event.stream.slice('call-'.length);
      const idOf = (index: number) => namedId(`${event.stream}@${event.version}/${index}`);
      for (const command of switchOrders(
        { type: event.type, data: event.data } as CallEvent,
        callId,
        switchPaths(),
        idOf,
      )) {
        if (command.nodeId === this.port.nodeId)
          await this.sendOne(callId, await this.music.chosen(callId, command), term);
      }
    }
  }

  private async sendSupervision(event: RecordedEvent, term: number): Promise<void> {
    const id = namedId(`${event.stream}@${event.version}/0`);
    const command = supervisionOrder({ type: event.type, data: event.data } as SupervisionEvent, id);
    if (command?.nodeId !== this.port.nodeId) return;
    await this.sendOne(event.stream.slice(SUPERVISION.length), command, term);
  }

  private async sendOne(callId: string, command: SwitchCommand, term: number): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      await this.gate.wait(term);
      if (command.type === 'OriginateLeg' || command.type === 'SuperviseLeg') {
        if (!(await this.stillWanted(callId, command))) return;
        await this.gate.wait(term);
      }
      const outcome = await this.port.send(command);
      if (outcome.ok) return;
      if (!again(outcome.refusal) || (attempt >= ATTEMPTS && this.gate.opened && this.port.connected())) {
        return this.failed(callId, command, outcome.refusal);
      }
      if (!this.port.connected()) this.gate.close();
    }
  }

  /** A leg that was called off while the switch was away is not rung any more. */
  private async stillWanted(callId: string, { type, legId }: SwitchCommand): Promise<boolean> {
    if (type === 'SuperviseLeg') return this.supervising.isWanted(callId, legId);
    return liveLegs(await this.calls.load(this.database.read, callId)).includes(legId);
  }

  private async failed(callId: string, command: SwitchCommand, failure: SwitchFailure): Promise<void> {
    if (command.type === 'SuperviseLeg') {
      const meta = bySystem('switch', callId, this.clock.now());
      await this.supervising.order(callId, { type: 'NoteEnded', legId: command.legId, byHim: false }, meta);
    }
    if (failure.code === 'leg-not-found') return;
    this.logger.error({ callId, command: command.type, failure }, 'the switch refused a command');
    if (command.type !== 'OriginateLeg') return;
    const meta = bySystem('switch', callId, this.clock.now());
    const order = {
      type: 'NoteEnded',
      legId: command.legId,
      cause: 'failed',
      rawCause: failure.code,
      farSide: false,
    } as const;
    await this.database.transaction((tx) => this.calls.handle(tx, callId, order, meta));
  }
}

const again = ({ code }: SwitchFailure): boolean => code === 'not-connected' || code === 'timed-out';

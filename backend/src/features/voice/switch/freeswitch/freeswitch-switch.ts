import type { Cancel, Clock } from '../../../../kernel/clock';
import { accepted, refused, type Outcome } from '../../../../kernel/outcome';
import type { LegId, LegSnapshot, NodeId } from '../port/leg';
import type { Listening, SoundHandler } from '../port/leg-sound';
import type { Ack, Switch, SwitchEventHandler, SwitchFailure } from '../port/switch';
import type { SuperviseMode, SwitchCommand } from '../port/switch-command';
import type { SwitchConnected } from '../port/switch-event';
import type { TrunkLine, TrunkLineResult } from '../port/trunk-line';
import { asFailure, carryOut } from './carry-out';
import { Beginnings } from './beginnings';
import { DoneCommands } from './done-commands';
import { header, numberHeader, type EslEvent } from './esl';
import type { EslAddress } from './esl-connection';
import { EslSession, SESSION_TIMES, type SessionTimes } from './esl-session';
import { EventQueue, type DeliveryFailed } from './event-queue';
import { readLegs } from './read-legs';
import { listenToLeg } from './sound/listen-to-leg';
import type { SoundPipes } from './sound/sound-pipes';
import { supervisionDigit, toEslSteps } from './to-esl-command';
import { toSwitchEvents, type LegMemories } from './to-switch-event';
import { applyTrunks } from './trunks/apply-trunks';
import { resolveHost } from './trunks/resolve-host';
import type { TrunkFiles } from './trunks/trunk-files';

export interface FreeSwitchOptions {
  readonly nodeId: NodeId;
  readonly address: EslAddress;
  /** SIP domain of our phones in the switch's directory. */
  readonly domain: string;
  /** Stamps the events that the switch does not stamp itself (connected, lost). */
  readonly clock: Clock;
  /** Times sockets: time-outs, pings, retries. Real time even where `clock` is virtual, because a socket does not wait for it. */
  readonly networkClock: Clock;
  readonly times?: Partial<SessionTimes>;
  /** How late a new leg may appear in the switch's list of legs: so long is waited before the first snapshot of a connection. */
  readonly listLagMs?: number;
  /** Where the switch reads its trunks; absent: none can be configured. */
  readonly trunkFiles?: TrunkFiles | null;
  /** How the switch hands over the sound of a leg; absent: nobody can listen. */
  readonly soundPipes?: SoundPipes | null;
  /** The addresses of a host name; asked of the network unless given. */
  readonly resolve?: (host: string) => Promise<readonly string[]>;
  /** What went wrong although nobody asked: a failed handler, a failed attempt to connect. */
  readonly report?: { delivery?: DeliveryFailed; connection?: (reason: string) => void };
}

/** Measured 150 to 500 ms. Events of that time are kept and delivered after the snapshot. */
const LIST_LAG_MS = 600;

const RETRY_MS = [50, 100, 200, 500, 1000, 2000, 5000] as const;

/** The `Switch` over FreeSWITCH's event socket. */
export class FreeSwitchSwitch implements Switch {
  readonly nodeId: NodeId;
  private readonly queue: EventQueue;
  private readonly commands = new DoneCommands();
  private readonly memories: LegMemories = new Map();
  private readonly beginnings: Beginnings;
  private readonly modes = new Map<string, SuperviseMode>();
  private session: EslSession | null = null;
  private runId: string | null = null;
  private stopped = true;
  private attempt = 0;
  private cancelRetry: Cancel = () => undefined;
  private connecting: Promise<void> = Promise.resolve();
  private received = 0;
  private configuring: Promise<unknown> = Promise.resolve();
  private configurations = 0;

  constructor(private readonly options: FreeSwitchOptions) {
    this.nodeId = options.nodeId;
    this.beginnings = new Beginnings(options.networkClock);
    this.queue = new EventQueue(options.networkClock, options.report?.delivery ?? (() => undefined));
  }

  start(): void {
    if (!this.stopped) return;
    this.stopped = false;
    this.attempt = 0;
    this.queue.start();
    this.connecting = this.connect();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.cancelRetry();
    this.session?.close();
    this.session = null;
    this.beginnings.forgetAll();
    await this.connecting;
    this.queue.stop();
    await this.queue.idle();
  }

  connected(): boolean {
    return this.session !== null;
  }

  subscribe(handler: SwitchEventHandler): Cancel {
    return this.queue.subscribe(handler);
  }

  async send(command: SwitchCommand): Promise<Outcome<Ack, SwitchFailure>> {
    if (command.nodeId !== this.nodeId) return refused({ code: 'wrong-node', nodeId: command.nodeId });
    const steps = toEslSteps(command, { domain: this.options.domain });
    if (!steps.ok) return steps;
    return this.commands.once(command.id, async () => {
      if (!this.session) return refused({ code: 'not-connected' });
      if (command.type === 'SuperviseLeg' && command.mode !== 'listen') this.modes.set(command.legId, command.mode);
      return carryOut({ session: this.session, beginnings: this.beginnings }, command, steps.value);
    });
  }

  async legs(): Promise<Outcome<readonly LegSnapshot[], SwitchFailure>> {
    if (!this.session) return refused({ code: 'not-connected' });
    try {
      return accepted(await readLegs(this.session, this.nodeId));
    } catch (error) {
      return asFailure(error) as Outcome<never, SwitchFailure>;
    }
  }

  async listen(legId: LegId, heard: SoundHandler): Promise<Outcome<Listening, SwitchFailure>> {
    const { soundPipes = null } = this.options;
    if (!this.session || !soundPipes) return refused({ code: 'not-connected' });
    return listenToLeg(this.session, soundPipes, legId, heard);
  }

  configureTrunks(lines: readonly TrunkLine[]): Promise<Outcome<readonly TrunkLineResult[], SwitchFailure>> {
    this.configurations += 1;
    const done = this.configuring.then(() => this.applyTrunks(lines)).finally(() => (this.configurations -= 1));
    this.configuring = done;
    return done;
  }

  private async applyTrunks(lines: readonly TrunkLine[]): Promise<Outcome<readonly TrunkLineResult[], SwitchFailure>> {
    if (!this.session) return refused({ code: 'not-connected' });
    const { trunkFiles: files = null, resolve = resolveHost, networkClock: clock } = this.options;
    try {
      return accepted(await applyTrunks(this.session, { files, resolve, clock }, lines));
    } catch (error) {
      return asFailure(error) as Outcome<never, SwitchFailure>;
    }
  }

  /** Highest event sequence number read from the socket; tests compare it with what the simulator has sent. */
  lastSequence(): number {
    return this.received;
  }

  /** Resolves when every event read so far was handled and no command is under way, save those that wait for the switch. */
  async idle(): Promise<void> {
    do await this.queue.idle();
    while (this.commands.pending + this.configurations > this.beginnings.held && (await tick()));
  }

  private async connect(): Promise<void> {
    const early: EslEvent[] = [];
    let live = false;
    try {
      const session = await EslSession.open(
        this.options.address,
        this.options.networkClock,
        { ...SESSION_TIMES, ...this.options.times },
        (event) => {
          if (live) this.onEvent(event);
          else early.push(event);
        },
      );
      session.whenLost((reason) => this.onLost(session, reason));
      const connected = await this.greet(session);
      if (this.stopped) return session.close();
      this.session = session;
      this.attempt = 0;
      this.queue.push([connected]);
      live = true;
      for (const event of early) this.onEvent(event);
    } catch (error) {
      this.options.report?.connection?.(String(error instanceof Error ? error.message : error));
      this.retry();
    }
  }

  /** Who is it, what is alive. A restarted switch brings calls back only when it is asked to. */
  private async greet(session: EslSession): Promise<SwitchConnected> {
    const runId = await session.api('global_getvar core_uuid');
    const how = this.runId === null ? 'first' : this.runId === runId ? 'resumed' : 'restarted';
    if (how !== 'resumed') await recover(session);
    await this.pause(this.options.listLagMs ?? LIST_LAG_MS);
    const legs = await readLegs(session, this.nodeId);
    this.runId = runId;
    this.memories.clear();
    for (const { legId, callId, progress } of legs)
      this.memories.set(legId, { callId, playbackStatus: '', taken: progress === 'answered' });
    return {
      type: 'SwitchConnected',
      nodeId: this.nodeId,
      at: this.options.clock.now(),
      how,
      switchRunId: runId,
      legs,
    };
  }

  private pause(ms: number): Promise<void> {
    const { networkClock } = this.options;
    return ms === 0
      ? Promise.resolve()
      : new Promise((resolve) => networkClock.wakeAt(networkClock.now() + ms, resolve));
  }

  private onLost(session: EslSession, reason: string): void {
    if (this.session !== session) return;
    this.session = null;
    this.beginnings.forgetAll();
    if (this.stopped) return;
    this.queue.push([{ type: 'SwitchLost', nodeId: this.nodeId, at: this.options.clock.now(), reason }]);
    this.retry();
  }

  private retry(): void {
    if (this.stopped) return;
    const wait = RETRY_MS[Math.min(this.attempt, RETRY_MS.length - 1)]!;
    this.attempt += 1;
    this.cancelRetry = this.options.networkClock.wakeAt(this.options.networkClock.now() + wait, () => {
      this.connecting = this.connect();
    });
  }

  private onEvent(event: EslEvent): void {
    if (this.stopped) return;
    this.received = Math.max(this.received, numberHeader(event, 'Event-Sequence') ?? 0);
    if (header(event, 'Event-Name') === 'BACKGROUND_JOB') this.onJob(event);
    this.beginnings.hear(event);
    this.queue.push(toSwitchEvents(event, this.nodeId, this.memories));
  }

  /** A supervising leg starts by listening; once its phone is up it is told to whisper or barge. */
  private onJob(event: EslEvent): void {
    const legId = header(event, 'Job-UUID');
    const mode = this.modes.get(legId);
    if (!mode) return;
    this.modes.delete(legId);
    if (!header(event, '_body').startsWith('+OK')) return;
    // A loss here shows as SwitchLost; the supervisor's mode is set again with ChangeSupervision.
    this.session
      ?.api(supervisionDigit(legId, mode))
      .catch((error: Error) => this.options.report?.connection?.(error.message));
  }
}

/** `sofia recover` answers before the recovered legs are complete, so wait until the count of legs stands still. */
async function recover(session: EslSession): Promise<void> {
  const answer = await session.api('sofia recover');
  const expected = Number(/Recovered (\d+)/i.exec(answer)?.[1] ?? 0);
  for (let looks = 0; looks < 20 && expected > 0; looks += 1) {
    const count = Number(/"row_count":\s*(\d+)/.exec(await session.api('show channels as json'))?.[1] ?? 0);
    if (count >= expected) return;
    await session.api('msleep 50');
  }
}

const tick = (): Promise<true> => new Promise((resolve) => setImmediate(() => resolve(true)));

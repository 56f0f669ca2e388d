import type { Cancel, Clock } from '../../../../kernel/clock';
import type { Application, Channel } from './channel';
import type { TrunkFiles } from '../freeswitch/trunks/trunk-files';
import { channelHeaders, variableHeaders, type Headers } from './channel-headers';
import type { Faults } from './faults';
import { SeededRandom } from './seeded-random';

/** Plays the people at the other ends: told what happens to a leg, answers through the model's `far…` functions. */
export interface FarEnds {
  /** An outbound leg rings at an extension or, through a trunk, at a number. */
  ringing(channel: Channel, target: DialledTarget): void;
  answered(channel: Channel): void;
  bridged(channel: Channel, other: Channel): void;
  unbridged(channel: Channel): void;
  /** The leg is asked for digits. */
  collecting(channel: Channel): void;
  ended(channel: Channel): void;
  /** We press keys towards the leg's owner. */
  pressed(channel: Channel, keys: string): void;
  /** A caller's sound is needed for as long as the file would last; null: there is no such file. */
  playbackMs(file: string): number | null;
  recorded(path: string, ms: number): void;
  /** Somebody wants to hear what the leg's owner says, at `path`, until the recording of that path ends. */
  listened(channel: Channel, path: string): void;
}

export type DialledTarget =
  | { readonly kind: 'extension'; readonly extension: string }
  | { readonly kind: 'trunk'; readonly trunk: string; readonly number: string };

export interface Registration {
  readonly extension: string;
  readonly contact: string;
  readonly userAgent: string;
  readonly overWebSocket: boolean;
  readonly callId: string;
}

export interface Gateway {
  readonly up: boolean;
  /** As the switch calls it: `REGED`, `NOREG`, `FAIL_WAIT` … */
  readonly state: string;
}

export interface ModelEvent {
  readonly name: string;
  readonly sequence: number;
  readonly headers: Readonly<Headers>;
}

/** State of the simulated switch. What happens to legs stands in `channel-life`, `channel-media`, `dialling`. */
export class SwitchModel {
  runId: string;
  readonly channels = new Map<string, Channel>();
  readonly registrations = new Map<string, Registration>();
  /** Extensions in the directory, registered or not. */
  readonly directory = new Set<string>();
  readonly gateways = new Map<string, Gateway>();
  /** What its configuration includes of trunks. */
  trunkFiles: TrunkFiles | null = null;
  /** What operators answer to a registration; 200 unless named. */
  readonly registrars = new Map<string, { readonly status: number; readonly phrase: string }>();
  /** Numbers of the dialplan that a leg can be transferred to. */
  readonly extensions = new Map<string, readonly Application[]>();
  /** Legs of answered bridges of the former run, for `sofia recover`. */
  lost: Channel[] = [];
  /** Faster than in life, but not at once: a leg's partner notices a hang-up or transfer one frame later. */
  readonly frameMs = 20;
  farEnds: FarEnds;
  /** What an application of the dialplan does; see `applications`, which installs it. */
  runApplication: (channel: Channel, application: Application) => void = () => undefined;
  readonly random: SeededRandom;
  private readonly listeners = new Set<(event: ModelEvent) => void>();
  private readonly timers = new Set<Cancel>();
  private readonly scheduled = new Map<string, Cancel>();
  private lastSequence = 0;
  readonly startedAt: number;

  constructor(
    readonly clock: Clock,
    seed: number,
    readonly faults: Faults,
    farEnds: FarEnds,
  ) {
    this.random = new SeededRandom(seed);
    this.runId = this.random.uuid();
    this.farEnds = farEnds;
    this.startedAt = clock.now();
  }

  get sequence(): number {
    return this.lastSequence;
  }

  listen(listener: (event: ModelEvent) => void): Cancel {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  }

  emit(name: string, headers: Headers): void {
    this.lastSequence += 1;
    const stamped: Headers = {
      'Event-Name': name.includes('::') ? 'CUSTOM' : name,
      ...(name.includes('::') ? { 'Event-Subclass': name } : {}),
      'Core-UUID': this.runId,
      'Event-Date-Timestamp': String(this.clock.now() * 1000),
      'Event-Sequence': String(this.lastSequence),
      ...headers,
    };
    for (const listener of [...this.listeners]) listener({ name, sequence: this.lastSequence, headers: stamped });
  }

  /** An event about a leg, with everything that is set on it. */
  tell(name: string, channel: Channel, extra: Headers = {}): void {
    this.emit(name, { ...channelHeaders(channel), ...variableHeaders(channel), ...extra });
  }

  /** A timer of the switch itself. */
  after(ms: number, act: () => void): Cancel {
    const cancel = this.clock.wakeAt(this.clock.now() + ms, () => {
      this.timers.delete(stop);
      act();
    });
    const stop = (): void => {
      this.timers.delete(stop);
      cancel();
    };
    this.timers.add(stop);
    return stop;
  }

  /** A timer that dies with the leg. */
  afterFor(channel: Channel, ms: number, act: () => void): Cancel {
    const stop = this.after(ms, () => {
      channel.timers.delete(stop);
      act();
    });
    channel.timers.add(stop);
    return () => {
      channel.timers.delete(stop);
      stop();
    };
  }

  /** One scheduled hang-up a leg; a new one replaces it. */
  scheduleHangUp(channel: Channel, ms: number, act: () => void): void {
    this.unscheduleHangUp(channel.uuid);
    this.scheduled.set(
      channel.uuid,
      this.afterFor(channel, ms, () => {
        this.scheduled.delete(channel.uuid);
        act();
      }),
    );
  }

  unscheduleHangUp(uuid: string): boolean {
    this.scheduled.get(uuid)?.();
    return this.scheduled.delete(uuid);
  }

  /** Brings back the bridged legs of the former run with their ids and variables; it has to be asked for. */
  recover(): number {
    const back = this.lost.splice(0);
    for (const channel of back) this.channels.set(channel.uuid, channel);
    for (const channel of back) {
      const other = channel.bridge?.leads ? this.channels.get(channel.bridge.uuid) : undefined;
      if (other)
        this.tell('CHANNEL_BRIDGE', channel, { 'Bridge-A-Unique-ID': channel.uuid, 'Bridge-B-Unique-ID': other.uuid });
    }
    return back.length;
  }

  /** The process is killed and comes up again: nothing is told, phones over UDP stay registered, browsers' do not. */
  restart(): void {
    this.lost = [...this.channels.values()].filter(({ bridge }) => bridge !== null && this.channels.has(bridge.uuid));
    this.vanish();
    this.runId = this.random.uuid();
    for (const [extension, { overWebSocket }] of [...this.registrations])
      if (overWebSocket) this.registrations.delete(extension);
  }

  /** Everything stops at once and nothing is told: the process was killed. */
  vanish(): void {
    for (const cancel of [...this.timers]) cancel();
    this.timers.clear();
    this.scheduled.clear();
    this.channels.clear();
  }

  stop(): void {
    this.vanish();
    this.listeners.clear();
  }
}

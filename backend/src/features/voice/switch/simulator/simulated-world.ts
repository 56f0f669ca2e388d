import type { Cancel } from '../../../../kernel/clock';
import type { Channel } from './channel';
import { hangUp, preAnswer } from './channel-life';
import { digit } from './applications';
import { causeOfStatus } from './causes';
import { SELF_TRUNK } from '../port/trunk-line';
import { arrive, progress, watchMedia, type Incoming } from './dialling';
import { REGISTERED, setGateway } from './simulated-trunks';
import { greetingSound, type Greeting } from './greeting-sound';
import { seededAnswering, seededHabits, type Answering, type CallerHabits } from './people';
import type { SoundOut } from './sound-out';
import type { DialledTarget, FarEnds, SwitchModel } from './switch-model';

/** Where played files last how long and recordings go; the in-process simulation has neither disk nor sound. */
export interface SimulatedDisk {
  playbackMs(file: string): number | null;
  recorded(path: string, ms: number): void;
}

export const NO_DISK: SimulatedDisk = { playbackMs: () => 2000, recorded: () => undefined };

interface Caller {
  readonly habits: CallerHabits;
  cancel: Cancel;
}

/** The people at the other ends of the simulated switch: callers, called persons, colleagues and humans at their consoles. */
export class SimulatedWorld implements FarEnds {
  private readonly phones = new Map<string, Answering>();
  private readonly persons = new Map<string, Answering>();
  private readonly callers = new Map<string, Caller>();
  private readonly greetings = new Map<string, Greeting>();
  private readonly rung = new Map<string, number>();
  /** The two ends of each call of the switch to itself. */
  private readonly twins = new Map<string, string>();
  /** Legs that ring or are up, by the extension whose phone it is. */
  private readonly legsOfPhones = new Map<string, Set<string>>();

  constructor(
    private readonly model: () => SwitchModel,
    private readonly disk: SimulatedDisk = NO_DISK,
    private readonly sound: SoundOut = { write: () => undefined },
  ) {}

  /** A phone of ours with its habit; `register` signs it in. */
  setPhone(extension: string, answering: Answering): void {
    this.model().directory.add(extension);
    this.phones.set(extension, answering);
  }

  setPerson(number: string, answering: Answering): void {
    this.persons.set(number, answering);
  }

  /** Every number that the network was asked for, and how often. */
  allRings(): Record<string, number> {
    return Object.fromEntries(this.rung);
  }

  /** How often the network was asked for this number. */
  rings(number: string): number {
    return this.rung.get(number) ?? 0;
  }

  register(extension: string, overWebSocket = true, expiresSeconds = overWebSocket ? 60 : 3600): void {
    const model = this.model();
    model.directory.add(extension);
    const contact = `"" <sip:${extension}@127.0.0.1:${20_000 + model.registrations.size}${overWebSocket ? ';transport=ws' : ''}>`;
    const registration = { extension, contact, userAgent: 'simulated', overWebSocket, callId: model.random.uuid() };
    model.registrations.set(extension, registration);
    model.emit('sofia::register', {
      'from-user': extension,
      'from-host': '127.0.0.1',
      contact,
      'call-id': registration.callId,
      status: overWebSocket ? 'Registered(WSS-NAT)' : 'Registered(UDP)',
      expires: String(expiresSeconds),
      'user-agent': 'simulated',
    });
  }

  /** `closed`: the browser tab went away; its legs stay up without sound until the media timeout. */
  unregister(extension: string, how: 'signed-out' | 'closed' = 'signed-out'): void {
    const model = this.model();
    const registration = model.registrations.get(extension);
    if (!registration) return;
    model.registrations.delete(extension);
    const common = { 'from-user': extension, 'from-host': '127.0.0.1', 'call-id': registration.callId };
    if (how === 'signed-out') {
      model.emit('sofia::unregister', {
        ...common,
        contact: registration.contact,
        'user-agent': registration.userAgent,
        expires: '0',
      });
      return;
    }
    model.emit('sofia::unregister', { ...common, reason: 'socket-disconnection' });
    for (const leg of this.legsAt(extension)) this.silence(leg);
  }

  gateway(name: string, up: boolean): void {
    setGateway(
      this.model(),
      name,
      up ? REGISTERED : { state: 'FAIL_WAIT', status: 503, phrase: 'Service Unavailable' },
    );
  }

  /** What the operator behind a trunk answers to its registration from now on. */
  operatorAnswers(name: string, status: number, phrase: string): void {
    this.model().registrars.set(name, { status, phrase });
  }

  /** The leg's phone sends no audio any more. */
  silence(channel: Channel): void {
    channel.mediaFlows = false;
    if (channel.answerState === 'answered') watchMedia(this.model(), channel);
  }

  /** Somebody calls. Without habits the seed decides. */
  call(incoming: Incoming, habits?: Partial<CallerHabits>): string {
    const model = this.model();
    const channel = arrive(model, incoming);
    const caller: Caller = { habits: { ...seededHabits(model.random), ...habits }, cancel: () => undefined };
    this.callers.set(channel.uuid, caller);
    this.waits(channel, caller);
    return channel.uuid;
  }

  /** The owner of a phone of ours dials on it. */
  dialOn(extension: string, to: string): string {
    const uuid = this.call(
      { from: extension, to, extension },
      { patienceMs: 3_600_000, talkMs: 3_600_000, digits: '' },
    );
    this.legsOfPhones.set(extension, new Set([...this.legsAt(extension).map((leg) => leg.uuid), uuid]));
    return uuid;
  }

  /** The person at the far end hangs up. */
  hangUpLeg(uuid: string): boolean {
    const channel = this.model().channels.get(uuid);
    if (channel)
      hangUp(this.model(), channel, {
        cause: channel.answeredAt === null && channel.direction === 'inbound' ? 'ORIGINATOR_CANCEL' : 'NORMAL_CLEARING',
        by: 'far',
      });
    return channel !== undefined;
  }

  press(uuid: string, keys: string): boolean {
    const channel = this.model().channels.get(uuid);
    if (channel) for (const key of keys) digit(this.model(), channel, key, 'RTP');
    return channel !== undefined;
  }

  answerPhone(extension: string): boolean {
    const ringing = this.legsAt(extension).find(({ dialling }) => dialling !== null);
    ringing?.dialling?.answered();
    return ringing !== undefined;
  }

  declinePhone(extension: string, status = 486): boolean {
    const ringing = this.legsAt(extension).find(({ dialling }) => dialling !== null);
    if (ringing) this.refuse(ringing, status);
    return ringing !== undefined;
  }

  hangUpPhone(extension: string): boolean {
    const up = this.legsAt(extension).find(({ answeredAt }) => answeredAt !== null);
    return up !== undefined && this.hangUpLeg(up.uuid);
  }

  legsAt(extension: string): Channel[] {
    return [...(this.legsOfPhones.get(extension) ?? [])].flatMap((uuid) => this.model().channels.get(uuid) ?? []);
  }

  /** Callers who talk to nobody. */
  waitingCallers(): number {
    return [...this.callers.keys()].filter((uuid) => this.model().channels.get(uuid)?.bridge === null).length;
  }

  ringing(channel: Channel, target: DialledTarget): void {
    if (target.kind === 'trunk' && target.trunk === SELF_TRUNK) return this.arriveAtItself(channel, target.number);
    if (target.kind === 'extension')
      this.legsOfPhones.set(
        target.extension,
        new Set([...this.legsAt(target.extension).map(({ uuid }) => uuid), channel.uuid]),
      );
    if (target.kind !== 'extension') this.rung.set(target.number, this.rings(target.number) + 1);
    const answering = target.kind === 'extension' ? this.phones.get(target.extension) : this.persons.get(target.number);
    this.behave(
      channel,
      answering ?? (target.kind === 'extension' ? { kind: 'manual' } : seededAnswering(this.model().random)),
    );
  }

  answered(channel: Channel): void {
    this.atTwin(channel, (twin) => twin.dialling?.answered());
  }

  pressed(channel: Channel, keys: string): void {
    this.atTwin(channel, (twin) => this.press(twin.uuid, keys));
  }

  bridged(channel: Channel): void {
    const caller = this.callers.get(channel.uuid);
    if (!caller) return;
    caller.cancel();
    caller.cancel = this.model().afterFor(channel, caller.habits.talkMs, () => this.hangUpLeg(channel.uuid));
  }

  unbridged(channel: Channel): void {
    const caller = this.callers.get(channel.uuid);
    if (caller) this.waits(channel, caller);
  }

  collecting(channel: Channel): void {
    const keys = this.callers.get(channel.uuid)?.habits.digits ?? '';
    [...keys].forEach((key, index) =>
      this.model().afterFor(channel, 1000 + index * 300, () => {
        if (channel.playback?.onDigit) digit(this.model(), channel, key, 'RTP');
      }),
    );
  }

  ended(channel: Channel): void {
    const twin = this.twins.get(channel.uuid);
    if (twin) this.model().after(this.model().frameMs, () => this.hangUpLeg(twin));
    this.twins.delete(channel.uuid);
    this.callers.delete(channel.uuid);
    this.greetings.delete(channel.uuid);
    for (const legs of this.legsOfPhones.values()) legs.delete(channel.uuid);
  }

  playbackMs(file: string): number | null {
    return this.disk.playbackMs(file);
  }

  recorded(path: string, ms: number): void {
    this.disk.recorded(path, ms);
  }

  /** A tenth of a second at a time, from where the greeting is by now. */
  listened(channel: Channel, path: string): void {
    const model = this.model();
    const greeting = this.greetings.get(channel.uuid) ?? 'person';
    const said = greetingSound(greeting, seedOf(channel.uuid));
    let at = Math.round(((model.clock.now() - (channel.answeredAt ?? model.clock.now())) * 8) / 160) * 160;
    const go = (): void => {
      if (!channel.recordings.has(path)) return;
      const chunk = new Int16Array(800);
      chunk.set(said.subarray(at, at + 800));
      at += 800;
      this.sound.write(path, chunk);
      model.afterFor(channel, 100, go);
    };
    model.afterFor(channel, 100, go);
  }

  /** After a restart of the switch nobody is in a call any more. */
  forgetCalls(): void {
    this.twins.clear();
    this.callers.clear();
    this.legsOfPhones.clear();
  }

  private arriveAtItself(out: Channel, number: string): void {
    progress(this.model(), out);
    const { uuid } = arrive(this.model(), { from: out.callerNumber, to: number });
    this.twins.set(out.uuid, uuid).set(uuid, out.uuid);
  }

  /** What one end does reaches the other a frame later. */
  private atTwin(channel: Channel, act: (twin: Channel) => void): void {
    const twin = this.model().channels.get(this.twins.get(channel.uuid) ?? '');
    if (twin) this.model().afterFor(twin, this.model().frameMs, () => act(twin));
  }

  private waits(channel: Channel, caller: Caller): void {
    caller.cancel();
    if (caller.habits.patienceMs === Infinity) return;
    caller.cancel = this.model().afterFor(channel, caller.habits.patienceMs, () => this.hangUpLeg(channel.uuid));
  }

  private behave(channel: Channel, answering: Answering): void {
    const model = this.model();
    const within = ([low, high]: readonly [number, number]): number => model.random.between(low, high);
    if (answering.kind === 'announces') {
      preAnswer(model, channel);
      model.afterFor(channel, answering.answersAfterMs, () => channel.dialling?.answered());
      return;
    }
    if (answering.kind === 'unreachable') {
      this.refuse(channel, 503);
      return;
    }
    progress(model, channel);
    if (answering.kind === 'answers') this.greets(channel, answering);
    if (answering.kind === 'answers')
      model.afterFor(channel, within(answering.afterMs), () => channel.dialling?.answered());
    if (answering.kind === 'refuses')
      model.afterFor(channel, within(answering.afterMs), () => this.refuse(channel, answering.status));
  }

  private greets(channel: Channel, { says = 'person', talkMs }: Extract<Answering, { kind: 'answers' }>): void {
    this.greetings.set(channel.uuid, says);
    if (talkMs === undefined) return;
    const habits = { patienceMs: Infinity, talkMs, digits: '' };
    this.callers.set(channel.uuid, { habits, cancel: () => undefined });
  }

  private refuse(channel: Channel, status: number): void {
    if (channel.dialling) hangUp(this.model(), channel, { cause: causeOfStatus(status), by: 'far', status });
  }
}

/** The same leg sounds the same, whatever else happens. */
const seedOf = (uuid: string): number => parseInt(uuid.replaceAll('-', '').slice(-8), 16);

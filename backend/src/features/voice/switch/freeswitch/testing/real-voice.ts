import type { Flow, Order, SaveQueue, VoicemailMessage } from '#contracts';
import type { Agent } from '../../../../../testing/call-world';
import { RealWorld } from '../../../../../testing/real-world';
import type { SwitchEvent } from '../../port/switch-event';
import { startRealSwitch, stopRealSwitch, type RealSwitch } from './real-harness';
import type { SipPhone } from './sip-phone';

const WAV_HEADER = 44;
/** Mean amplitude from which a caller hears something. */
const SOUND = 300;
/** Of 8000 that a phone says; the switch's mixing and A-law take some. */
const AUDIBLE = 1500;

/** The whole application on a real switch, with one chief, two agents whose phones are there, a caller and an operator. */
export class RealVoice {
  readonly events: { readonly event: SwitchEvent; readonly at: number }[] = [];

  private constructor(
    readonly line: RealSwitch,
    readonly world: RealWorld,
    readonly people: { readonly chief: Agent; readonly anna: Agent; readonly boris: Agent },
  ) {
    line.adapter.subscribe((event) => {
      this.events.push({ event, at: performance.now() });
    });
  }

  static async start(home: string): Promise<RealVoice> {
    const line = await startRealSwitch(home);
    const world = await RealWorld.on(line.adapter);
    // In this order: the phones of the switch are 1001 and 1002.
    const [anna, boris] = [await world.hire(), await world.hire()];
    const chief = await world.hire('administrator');
    const order = (await world.as(chief).get('/order')).body as Order;
    await world.as(chief).put('/order', { ...order, addOns: [{ featureId: 'text-to-speech', quantity: 1 }] });
    await world.signIn(anna, boris);
    for (const phone of line.phones.values()) await phone.register();
    return new RealVoice(line, world, { chief, anna, boris });
  }

  async stop(): Promise<void> {
    await this.world.close();
    await stopRealSwitch(this.line);
  }

  /** Nobody is left in a call, and nobody is ready. */
  async rest(): Promise<void> {
    const { line, world } = this;
    this.events.length = 0;
    for (const phone of [line.caller, line.operator, ...line.phones.values()]) await phone.hangUp();
    await world.until('nobody is left in the switch', async () => {
      const legs = await line.adapter.legs();
      return legs.ok && legs.value.length === 0;
    });
    for (const phone of line.phones.values()) phone.habit = 'answers';
    for (const agent of [this.people.anna, this.people.boris])
      await world.as(agent).put('/agents/me/status', { status: 'not-ready', reason: 'break' });
  }

  phoneOf({ extension }: Agent): SipPhone {
    return this.line.phones.get(extension)!;
  }

  async last() {
    return (await this.world.calls()).at(-1);
  }

  becomes(state: string, withinMs?: number) {
    const { world } = this;
    return world.until(
      `the call is ${state}`,
      async () => ((await this.last())?.state === state ? this.last() : null),
      withinMs,
    );
  }

  hears(phone: SipPhone, what: string) {
    return this.world.until(`${what} is heard`, () => phone.loudness() > SOUND || null);
  }

  /** Each says a tone, and the other one hears it. */
  async hearEachOther(one: SipPhone, other: SipPhone): Promise<void> {
    one.say(440);
    other.say(700);
    await this.world.until('they hear each other', () => one.hears(700) > AUDIBLE && other.hears(440) > AUDIBLE);
  }

  hearsTone(phone: SipPhone, hertz: number, atLeast = AUDIBLE) {
    return this.world.until(`${hertz} Hz is heard`, () => phone.hears(hertz) > atLeast);
  }

  told(type: SwitchEvent['type']) {
    return this.events.find(({ event }) => event.type === type) ?? null;
  }

  /** Messages of all boxes, newest first. */
  async inbox(): Promise<readonly VoicemailMessage[]> {
    const answer = await this.world.as(this.people.chief).get('/voicemail/messages');
    return (answer.body as { items: VoicemailMessage[] }).items;
  }

  /** What a person who opens the message hears. */
  async soundOf({ id }: VoicemailMessage): Promise<{ readonly rate: number; readonly samples: readonly number[] }> {
    const answer = await this.world.app.http
      .get(`/api/v1/voicemail/messages/${id}/audio`)
      .set({ authorization: `Bearer ${this.people.chief.id}` })
      .responseType('blob');
    const sound = answer.body as Buffer;
    const samples = Array.from({ length: (sound.length - WAV_HEADER) >> 1 }, (_, at) =>
      sound.readInt16LE(WAV_HEADER + 2 * at),
    );
    return { rate: sound.readUInt32LE(24), samples };
  }

  measured(what: string, figures: object): void {
    process.stdout.write(`  measured: ${what} ${JSON.stringify(figures)}\n`);
  }

  async ready(agent: Agent): Promise<void> {
    await this.world.until('his phone is known', async () => {
      await this.world.as(agent).put('/agents/me/status', { status: 'ready' });
      const known = 'select phone from agent_view where agent_id = $1';
      const rows = await this.world.sql<{ phone: string }>(known, [agent.id]);
      return rows[0]?.phone === 'registered';
    });
  }

  async publish(own: string, document: object): Promise<void> {
    const chief = this.world.as(this.people.chief);
    const created = (await chief.post('/flows', { name: own, document })).body as Flow;
    const published = await chief.post(`/flows/${created.id}/publish`, { draftVersion: 1 });
    if (published.status !== 201) throw new Error(JSON.stringify([published.body, created.findings]));
    await chief.post('/numbers', { number: own, name: own, flowId: created.id });
  }

  async queueAt(own: string, agents: readonly Agent[], more: Partial<SaveQueue> = {}): Promise<string> {
    const id = await this.world.queue(agents, { wrapUpSeconds: 0, ...more });
    await this.world.number(id, own);
    return id;
  }

  bothTalk() {
    return this.world.until(
      'two legs are together',
      async () => (await this.world.legs()).filter(({ bridgedWith }) => bridgedWith !== null).length === 2,
    );
  }

  async talksWith(agent: Agent): Promise<void> {
    const call = await this.becomes('talking');
    expect(call?.agent_id).toBe(agent.id);
    await this.bothTalk();
  }

  /** Numbers that begin so, or all, are dialled at an exchange on this port: the operator's, if no other is named. */
  async trunk({
    name = 'outside',
    port = this.line.operator.listening,
    prefixes = [] as string[],
  } = {}): Promise<void> {
    const chief = this.world.as(this.people.chief);
    const trunk = { name, title: 'Na zewnątrz', host: '127.0.0.1', port, pings: false, codecs: ['PCMA'] };
    const made = (await chief.post('/trunks', trunk)).body as { id: string };
    await chief.post('/trunk-routes', { name, position: prefixes.length > 0 ? 1 : 100, prefixes, trunkIds: [made.id] });
    await this.world.until('the switch has the trunk', async () => {
      const shown = (await chief.get(`/trunks/${made.id}`)).body as { line: { state: string } };
      return shown.line.state === 'applied';
    });
  }
}

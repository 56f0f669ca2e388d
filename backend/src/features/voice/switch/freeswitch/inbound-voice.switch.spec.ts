import type { Flow, Order, SaveQueue } from '#contracts';
import type { Agent } from '../../../../testing/call-world';
import { notRun } from '../../../../testing/not-run';
import { RealWorld } from '../../../../testing/real-world';
import type { SwitchEvent } from '../port/switch-event';
import { findFreeSwitch } from './testing/freeswitch-process';
import { startRealSwitch, stopRealSwitch, type RealSwitch } from './testing/real-harness';
import type { SipPhone } from './testing/sip-phone';

const home = findFreeSwitch();
/** Mean amplitude from which a caller hears something. */
const SOUND = 300;

const say = (template: string) => [{ kind: 'text', template }];
const node = (kind: string, id: string, more: object) => ({ kind, id, name: id, position: { x: 0, y: 0 }, ...more });
const flow = (nodes: object[], ways: string[]): object => {
  const edges = ways.map((way) => {
    const [from, branch, to] = way.split(' ');
    return { from, branch, to };
  });
  return { schema: 1, language: 'pl', variables: [], nodes: [node('start', 'start', {}), ...nodes], edges };
};
const asked = { invalidPrompts: [], silencePrompts: [], timeoutSeconds: 5, attempts: 2 };

if (!home) {
  notRun('Inbound voice on a real FreeSWITCH', 'FREESWITCH_HOME is not set and freeswitch is not on the PATH');
  it('needs a real FreeSWITCH; listed as not run', () => expect(home).toBeNull());
} else {
  jest.setTimeout(120_000);
  describe('inbound voice on a real FreeSWITCH', () => {
    let line: RealSwitch;
    let world: RealWorld;
    let [chief, anna, boris]: Agent[] = [];
    const events: { readonly event: SwitchEvent; readonly at: number }[] = [];

    beforeAll(async () => {
      line = await startRealSwitch(home);
      line.adapter.subscribe((event) => {
        events.push({ event, at: performance.now() });
      });
      world = await RealWorld.on(line.adapter);
      // In this order: the phones of the switch are 1001 and 1002.
      [anna, boris] = [await world.hire(), await world.hire()];
      chief = await world.hire('administrator');
      const order = (await world.as(chief).get('/order')).body as Order;
      await world.as(chief).put('/order', { ...order, addOns: [{ featureId: 'text-to-speech', quantity: 1 }] });
      await world.signIn(of(anna), of(boris));
      for (const phone of line.phones.values()) await phone.register();
    }, 180_000);
    afterAll(async () => {
      await world?.close();
      if (line) await stopRealSwitch(line);
    }, 30_000);
    afterEach(async () => {
      events.length = 0;
      await line.caller.hangUp();
      await line.operator.hangUp();
      let left: unknown = null;
      await world
        .until('nobody is left in the switch', async () => {
          const legs = await line.adapter.legs();
          left = legs;
          return legs.ok && legs.value.length === 0;
        })
        .catch((error: Error) => {
          throw new Error(`${error.message} ${JSON.stringify(left)}`);
        });
      for (const agent of [anna, boris])
        await world.as(of(agent)).put('/agents/me/status', { status: 'not-ready', reason: 'break' });
    });

    const of = (agent: Agent | undefined): Agent => agent as Agent;
    const last = async () => (await world.calls()).at(-1);
    const becomes = (state: string, withinMs?: number) =>
      world.until(`the call is ${state}`, async () => ((await last())?.state === state ? last() : null), withinMs);
    const hears = (phone: SipPhone, what: string) =>
      world.until(`${what} is heard`, () => phone.loudness() > SOUND || null);
    const told = (type: SwitchEvent['type']) => events.find(({ event }) => event.type === type) ?? null;
    const measured = (what: string, figures: object) =>
      process.stdout.write(`  measured: ${what} ${JSON.stringify(figures)}\n`);
    const ready = (agent: Agent | undefined) =>
      world.until('his phone is known', async () => {
        await world.as(of(agent)).put('/agents/me/status', { status: 'ready' });
        const [row] = await world.sql<{ phone: string }>('select phone from agent_view where agent_id = $1', [
          of(agent).id,
        ]);
        return row?.phone === 'registered';
      });
    const publish = async (own: string, document: object): Promise<void> => {
      const created = (await world.as(of(chief)).post('/flows', { name: own, document })).body as Flow;
      const published = await world.as(of(chief)).post(`/flows/${created.id}/publish`, { draftVersion: 1 });
      if (published.status !== 201) throw new Error(JSON.stringify([published.body, created.findings]));
      await world.as(of(chief)).post('/numbers', { number: own, name: own, flowId: created.id });
    };
    const queueAt = async (own: string, agents: Agent[], more: Partial<SaveQueue> = {}): Promise<string> => {
      const id = await world.queue(agents, { wrapUpSeconds: 0, ...more });
      await world.number(id, own);
      return id;
    };
    const bothTalk = () =>
      world.until(
        'two legs are together',
        async () => (await world.legs()).filter(({ bridgedWith }) => bridgedWith !== null).length === 2,
      );
    const talksWith = async (agent: Agent | undefined): Promise<void> => {
      const call = await becomes('talking');
      expect(call?.agent_id).toBe(of(agent).id);
      await bothTalk();
    };

    it('lets a caller interrupt an announcement by one key, and leads him by it into the queue', async () => {
      const queueId = await world.queue([of(anna)], { wrapUpSeconds: 0 });
      const long = 'To jest bardzo długa zapowiedź, której nikt nie musi słuchać do końca. '.repeat(4);
      await publish(
        '+48221000201',
        flow(
          [
            node('menu', 'menu', { ...asked, prompts: say(long), options: [{ digit: '1', name: 'kolejka' }] }),
            node('queue', 'queue', { queueId, skills: [], priority: null }),
            node('hang-up', 'bye', { prompts: [] }),
          ],
          ['start next menu', 'menu digit:1 queue', 'menu invalid bye', 'menu no-input bye'],
        ),
      );
      await line.caller.call('+48221000201');
      await becomes('ivr');
      await hears(line.caller, 'the announcement');
      events.length = 0;
      const pressed = performance.now();
      line.caller.press('1');
      const digit = await world.until('the digit', () => told('DigitReceived'));
      const entered = await world.until('the entry', () => told('DigitsCollected'));
      await becomes('queued');
      measured('one key interrupts', {
        pressToDigitMs: Math.round(digit.at - pressed),
        digitToEntryMs: Math.round(entered.at - digit.at),
        pressToQueueMs: Math.round(performance.now() - pressed),
      });
      expect(entered.event).toMatchObject({ digits: '1' });
      expect(entered.at - digit.at).toBeLessThan(100);
      await ready(anna);
      await talksWith(anna);
    });

    it('collects a number key by key, up to its terminator', async () => {
      await publish(
        '+48221000202',
        flow(
          [
            node('digits', 'code', {
              ...{ ...asked, variable: 'code', prompts: say('Podaj numer klienta.'), minimum: 1, maximum: 8 },
              ...{ terminator: '#', interDigitSeconds: 3, rule: { kind: 'any' }, secret: false },
            }),
            node('hang-up', 'bye', { prompts: say('Dziękujemy.') }),
          ],
          ['start next code', 'code next bye', 'code invalid bye', 'code no-input bye'],
        ),
      );
      await line.caller.call('+48221000202');
      await becomes('ivr');
      await hears(line.caller, 'the question');
      events.length = 0;
      line.caller.press('407#');
      const entered = await world.until('the entry', () => told('DigitsCollected'));
      expect(entered.event).toMatchObject({ digits: '407' });
      await becomes('ended');
      expect(await last()).toMatchObject({ outcome: 'self-service', ended_by: 'system' });
    });

    it('plays music and tells the place in the queue, until somebody is there', async () => {
      await queueAt('+48221000203', [of(anna)], { announcePosition: true, announceEverySeconds: 15 });
      await line.caller.call('+48221000203');
      await becomes('queued');
      await hears(line.caller, 'the music');
      const journalled = (type: string) => async () =>
        (await world.sql(`select 1 from journal where type = $1 and stream = $2`, [type, `call-${(await last())?.id}`]))
          .length > 0;
      await world.until('the place is told', journalled('CallAnnounced'), 30_000);
      await hears(line.caller, 'the announcement');
      await world.until('the music is back', journalled('CallMusicResumed'), 30_000);
      await hears(line.caller, 'the music again');
      const from = performance.now();
      await ready(anna);
      await talksWith(anna);
      measured('ready to talking', { ms: Math.round(performance.now() - from) });
    });

    it('overflows to another queue, and from a full one to a number through a trunk', async () => {
      const port = line.operator.listening;
      const trunk = { name: 'outside', title: 'Na zewnątrz', host: '127.0.0.1', port, pings: false, codecs: ['PCMA'] };
      const made = (await world.as(of(chief)).post('/trunks', trunk)).body as { id: string };
      await world.as(of(chief)).post('/trunk-routes', { name: 'Wszystko', trunkIds: [made.id] });
      await world.until('the switch has the trunk', async () => {
        const { body } = await world.as(of(chief)).get(`/trunks/${made.id}`);
        return (body as { line: { state: string } }).line.state === 'applied';
      });
      const second = await world.queue([of(boris)], { wrapUpSeconds: 0 });
      const toQueue = { when: 'no-agents', threshold: null, to: { kind: 'queue', queueId: second } } as const;
      await queueAt('+48221000204', [], { overflow: [toQueue] });
      await ready(boris);
      await line.caller.call('+48221000204');
      await talksWith(boris);
      await line.caller.hangUp();
      await becomes('ended');
      const toNumber = { when: 'no-agents', threshold: null, to: { kind: 'number', number: '+48221234567' } } as const;
      await queueAt('+48221000205', [], { overflow: [toNumber] });
      line.operator.habit = 'answers';
      await line.caller.call('+48221000205');
      await world.until('the number has taken it', () => line.operator.talking);
      await becomes('talking');
      await bothTalk();
    });
  });
}

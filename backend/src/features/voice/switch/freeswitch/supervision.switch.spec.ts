import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { notRun } from '../../../../testing/not-run';
import { ContractRun } from '../port/contract-run';
import type { SuperviseMode } from '../port/switch-command';
import { findFreeSwitch } from './testing/freeswitch-process';
import { startRealHarness, type RealHarness } from './testing/real-harness';

const home = findFreeSwitch();
const TONES = { customer: 440, agent: 700, supervisor: 1100 } as const;
type Who = keyof typeof TONES;
/** Of 8000 that a phone says; the switch's mixing and A-law take some. */
const AUDIBLE = 1500;
const START_MS = 500;

if (home) {
  jest.setTimeout(90_000);

  describe('what is heard while a supervisor is on a call (a real FreeSWITCH)', () => {
    const run = new ContractRun();
    let harness: RealHarness;
    let supervisor = '';

    beforeAll(async () => {
      await run.start(async () => (harness = await startRealHarness(home)));
    });
    afterAll(() => run.stop());

    const phoneOf = (who: Who) =>
      who === 'customer' ? harness.caller : harness.phones.get(harness.extensions[who === 'agent' ? 0 : 1])!;

    /** Whom each of the three hears, once the sound has come through. */
    async function heard(): Promise<Record<Who, Who[]>> {
      const everybody = Object.keys(TONES) as Who[];
      for (const who of everybody) phoneOf(who).say(TONES[who]);
      await sleep(900);
      const ears = everybody.map((who) => {
        const others = everybody.filter((other) => other !== who);
        return [who, others.filter((other) => phoneOf(who).hears(TONES[other]) > AUDIBLE)] as const;
      });
      return Object.fromEntries(ears) as Record<Who, Who[]>;
    }

    const change = (mode: SuperviseMode) => run.must({ type: 'ChangeSupervision', legId: supervisor, mode });

    it('listens within half a second of the phone being picked up, and nobody hears the supervisor', async () => {
      const { agent } = await run.talking();
      supervisor = randomUUID();
      harness.phone(harness.extensions[1], 'answers');
      const asked = performance.now();
      await run.must({
        type: 'SuperviseLeg',
        legId: supervisor,
        callId: null,
        targetLegId: agent,
        to: run.target(harness.extensions[1]),
        callerId: { number: '200' },
        ringSeconds: 10,
        mode: 'listen',
      });
      phoneOf('customer').say(TONES.customer);
      let heardAfter = Infinity;
      for (let waited = 0; waited < 5000 && heardAfter === Infinity; waited += 10) {
        await sleep(10);
        if (phoneOf('supervisor').hears(TONES.customer) > AUDIBLE / 4) heardAfter = performance.now() - asked;
      }
      process.stdout.write(`supervisor hears the customer ${Math.round(heardAfter)} ms after the order\n`);
      // The phone of the test lifts 200 ms after it rings; that part is the person's.
      expect(heardAfter).toBeLessThan(START_MS + 200);
      expect(await heard()).toEqual({
        customer: ['agent'],
        agent: ['customer'],
        supervisor: ['customer', 'agent'],
      });
    });

    it('whispers to the agent only', async () => {
      await change('whisper');
      expect(await heard()).toMatchObject({ customer: ['agent'], agent: ['customer', 'supervisor'] });
    });

    it('barges in for everybody, and goes back to listening', async () => {
      await change('barge');
      expect(await heard()).toMatchObject({ customer: ['agent', 'supervisor'], agent: ['customer', 'supervisor'] });
      await change('listen');
      expect(await heard()).toEqual({ customer: ['agent'], agent: ['customer'], supervisor: ['customer', 'agent'] });
    });

    it('leaves, and the conversation goes on', async () => {
      await run.must({ type: 'StopSupervising', legId: supervisor });
      await run.log.next('LegEnded', (event) => event.legId === supervisor);
      expect(await heard()).toMatchObject({ customer: ['agent'], agent: ['customer'] });
    });
  });
} else {
  notRun(
    'What is heard while a supervisor is on a call',
    'FREESWITCH_HOME is not set and freeswitch is not on the PATH',
  );
  it('needs a real FreeSWITCH; listed as not run', () => expect(home).toBeNull());
}

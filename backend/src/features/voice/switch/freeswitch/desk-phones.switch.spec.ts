import { notRun } from '../../../../testing/not-run';
import { findFreeSwitch } from './testing/freeswitch-process';
import { RealVoice } from './testing/real-voice';

const home = findFreeSwitch();

if (!home) {
  notRun('Desk phones on a real FreeSWITCH', 'FREESWITCH_HOME is not set and freeswitch is not on the PATH');
  it('needs a real FreeSWITCH; listed as not run', () => expect(home).toBeNull());
} else {
  jest.setTimeout(120_000);
  describe('calls of desk phones on a real FreeSWITCH', () => {
    let voice: RealVoice;
    beforeAll(async () => {
      voice = await RealVoice.start(home);
      await voice.trunk();
    }, 180_000);
    afterAll(() => voice?.stop(), 30_000);
    afterEach(() => voice.rest());

    it('knows whose phone calls, rings at a colleague, and both hear each other', async () => {
      const { world, people } = voice;
      const [hers, his] = [voice.phoneOf(people.anna), voice.phoneOf(people.boris)];
      his.habit = 'rings';
      const from = performance.now();
      await hers.call(people.boris.extension);
      await world.until('his phone rings', () => his.ringing);
      const rings = performance.now();
      await voice.hearsTone(hers, 425);
      const told = performance.now();
      expect(await voice.last()).toMatchObject({ direction: 'internal', number: people.anna.extension });
      his.lift();
      await voice.talksWith(people.boris);
      await voice.hearEachOther(hers, his);
      voice.measured('extension to extension', {
        dialToRingingMs: Math.round(rings - from),
        ringingToRingbackMs: Math.round(told - rings),
      });
      await his.hangUp();
      await voice.becomes('ended');
      await world.until('her line is over', () => !hers.talking);
    });

    it('picks up by *8 what rings at a colleague', async () => {
      const { world, line, people } = voice;
      const [hers, his] = [voice.phoneOf(people.anna), voice.phoneOf(people.boris)];
      const chief = world.as(people.chief);
      const memberIds = [people.anna.id, people.boris.id];
      await chief.post('/ring-groups', { name: 'Biuro', extension: '600', memberIds });
      await chief.post('/numbers', { number: '+48221000401', name: 'Anna', userId: people.anna.id });
      hers.habit = 'rings';
      await line.caller.call('+48221000401');
      await world.until('her phone rings', () => hers.ringing);
      const from = performance.now();
      await his.call('*8');
      const picked = await world.until('it is picked up', async () =>
        (await world.calls()).find(({ state }) => state === 'talking'),
      );
      expect(picked.agent_id).toBe(people.boris.id);
      await voice.bothTalk();
      await voice.hearEachOther(his, line.caller);
      voice.measured('pick-up', { codeToHeardMs: Math.round(performance.now() - from) });
      await world.until('her phone is silent', () => !hers.ringing);
    });

    it('signs into the queues by *45 and hears so', async () => {
      const { world, people } = voice;
      const his = voice.phoneOf(people.boris);
      await voice.queueAt('+48221000402', [people.boris]);
      await his.call('*45');
      await voice.hears(his, 'that he is signed in');
      await world.until('the call is over', () => !his.talking);
      await world.until('he is ready', async () => (await world.status(people.boris)) === 'ready');
    });

    // Last, because she has after-call work then.
    it('calls outside through the trunk, hears it ring, and both hear each other', async () => {
      const { world, line, people } = voice;
      const hers = voice.phoneOf(people.anna);
      line.operator.habit = 'rings';
      await hers.call('601000001');
      await world.until('it rings outside', () => line.operator.ringing);
      await voice.hearsTone(hers, 425);
      line.operator.lift();
      await voice.talksWith(people.anna);
      await voice.hearEachOther(hers, line.operator);
      await hers.hangUp();
      await world.until('his line is over', () => !line.operator.talking);
    });
  });
}

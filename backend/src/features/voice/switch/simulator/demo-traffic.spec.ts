import { VirtualClock } from '../../../../testing/virtual-clock';
import { runApi } from './api-commands';
import { ControlServer } from './control-server';
import { DemoCallers } from './demo-traffic';
import { HttpSimulatedPhones } from './http-simulated-phones';
import { population } from './people';
import { SimulatedSwitch } from './simulated-switch';

describe('the simulated world', () => {
  const world = (seed = 3): { clock: VirtualClock; simulated: SimulatedSwitch } => {
    const clock = new VirtualClock();
    return { clock, simulated: new SimulatedSwitch({ clock, seed, password: 'x' }) };
  };

  it('is the same for the same seed: Polish people who call again', () => {
    expect(population(5)).toEqual(population(5));
    expect(population(5)).not.toEqual(population(6));
    for (const { number } of population(5)) expect(number).toMatch(/^\+48\d{9}$/);
  });

  it('has a caller within 10 seconds and never more waiting than asked', async () => {
    const { clock, simulated } = world();
    const callers = new DemoCallers(simulated, { numbers: ['+48221000100'], trunk: 'trunk-pl-1', mostWaiting: 3 }, 3);
    callers.start();
    await clock.advance(10_000);
    expect(simulated.world.waitingCallers()).toBeGreaterThanOrEqual(1);
    for (let minute = 0; minute < 10; minute += 1) {
      await clock.advance(60_000);
      expect(simulated.world.waitingCallers()).toBeLessThanOrEqual(3);
    }
    callers.stop();
    simulated.model.stop();
    expect(clock.waitingCount).toBe(0);
  });

  it('lets impatient callers go and talking ones end', async () => {
    const { clock, simulated } = world();
    const ended: string[] = [];
    simulated.model.listen(({ name, headers }) => {
      if (name === 'CHANNEL_HANGUP_COMPLETE') ended.push(String(headers['Hangup-Cause']));
    });
    simulated.world.call({ from: '+48600100200', to: '1' }, { patienceMs: 5000 });
    await clock.advance(5000);
    expect(ended).toEqual(['ORIGINATOR_CANCEL']);
    simulated.model.stop();
  });

  it('writes what is said into a pipe as it is said, and nothing more of it when the leg ends', async () => {
    const clock = new VirtualClock();
    const [said, recorded]: [number[], string[]] = [[], []];
    const disk = { playbackMs: () => 2000, recorded: (path: string) => void recorded.push(path) };
    const sound = { write: (_path: string, { length }: Int16Array) => void said.push(length) };
    const simulated = new SimulatedSwitch({ clock, seed: 3, password: 'x', disk, sound });
    simulated.world.register('1001');
    runApi(simulated.model, 'originate {origination_uuid=leg-1}user/1001@h &park()', () => undefined);
    simulated.world.answerPhone('1001');
    await clock.advance(500);
    for (const path of ['/sound/leg-1.r8', '/rec/leg-1.wav'])
      runApi(simulated.model, `uuid_record leg-1 start ${path}`, () => undefined);
    await clock.advance(1000);
    runApi(simulated.model, 'uuid_kill leg-1', () => undefined);
    await clock.advance(1000);
    expect([said, recorded]).toEqual([Array(10).fill(800), ['/rec/leg-1.wav']]);
    simulated.model.stop();
  });

  it('is moved through its control port: a phone registers, rings, answers and hangs up', async () => {
    const { clock, simulated } = world();
    const control = new ControlServer(simulated);
    const url = `http://127.0.0.1:${await control.listen(0)}`;
    const phones = new HttpSimulatedPhones(url);
    await phones.register('1001');
    expect(await phones.answer('1001')).toBe(false);
    let outcome = '';
    runApi(simulated.model, 'originate {origination_uuid=leg-1}user/1001@h &park()', (text) => {
      outcome = text;
    });
    expect(await phones.answer('1001')).toBe(true);
    await clock.advance(simulated.model.frameMs);
    expect(outcome).toBe('+OK leg-1\n');
    expect(await (await fetch(`${url}/state`)).json()).toMatchObject({
      registered: ['1001'],
      legs: [{ legId: 'leg-1', answer: 'answered' }],
    });
    expect(await phones.hangUp('1001')).toBe(true);
    const called = await fetch(`${url}/calls`, {
      method: 'POST',
      body: JSON.stringify({ from: '+48600', to: '+48221' }),
    });
    expect(called.status).toBe(201);
    expect((await fetch(`${url}/calls`, { method: 'POST', body: '{}' })).status).toBe(400);
    await control.close();
    simulated.model.stop();
  });
});

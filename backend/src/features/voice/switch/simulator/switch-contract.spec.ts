import { VirtualClock } from '../../../../testing/virtual-clock';
import type { Switch } from '../port/switch';
import { switchContract } from '../port/switch.contract';
import type { PhoneHabit, SwitchHarness } from '../port/switch-harness';
import { startInProcess } from './in-process';
import type { Answering } from './people';

const HABITS: Readonly<Record<PhoneHabit, Answering>> = {
  answers: { kind: 'answers', afterMs: [200, 400] },
  'refuses-busy': { kind: 'refuses', status: 486, afterMs: [50, 100] },
  'refuses-rejected': { kind: 'refuses', status: 603, afterMs: [50, 100] },
  rings: { kind: 'rings' },
};

/** The contract's people around the in-process simulation on a virtual clock. */
async function startSimulatedHarness(): Promise<SwitchHarness> {
  const clock = new VirtualClock();
  const running = await startInProcess({ clock });
  clock.settle = () => running.settle();
  const { world, faults } = running.simulated;
  faults.soundBeginsMs = 20;
  faults.missingFiles.add('/nonexistent/prompt.wav');
  for (const extension of ['1001', '1002', '1003']) world.setPhone(extension, { kind: 'rings' });
  for (const extension of ['1001', '1002']) world.register(extension);
  running.switch.start();
  let caller = '';
  let outside = '';
  return {
    operator: {
      host: 'operator.example',
      port: 5060,
      habit: (habit) => world.setPerson('+48221234567', HABITS[habit]),
      registrations: (trunk, answer) => world.operatorAnswers(trunk, Number(answer.slice(0, 3)), answer.slice(4)),
      offered: () => null,
      accepted: () => null,
      call: async (trunk, from, to) => {
        outside = world.call({ from, to, trunk }, { patienceMs: 600_000, talkMs: 600_000, digits: '' });
      },
      hangsUp: async () => {
        for (const { uuid, destination } of running.simulated.model.channels.values())
          if (uuid === outside || destination === '+48221234567') world.hangUpLeg(uuid);
      },
    },
    switch: running.switch,
    extensions: ['1001', '1002'],
    unregistered: '1003',
    prompt: { path: '/prompts/welcome.wav', ms: 2000 },
    recordingPath: (name) => `/recordings/${name}`,
    phone: (extension, habit) => world.setPhone(extension, HABITS[habit]),
    phoneHangsUp: async (extension) => {
      world.hangUpPhone(extension);
    },
    call: async (from, to, name) => {
      caller = world.call({ from, to, name }, { patienceMs: 600_000, talkMs: 600_000, digits: '' });
    },
    callerHangsUp: async () => {
      world.hangUpLeg(caller);
    },
    callerPresses: async (keys) => {
      world.press(caller, keys);
    },
    wait: async (ms) => {
      await clock.advance(ms);
      await reconnected(running.switch);
    },
    breakConnection: async (ms) => {
      running.simulated.dropConnections(ms);
    },
    restart: async () => {
      running.simulated.kill(500);
    },
    stop: () => running.stop(),
  };
}

/** A lost connection is retried in real time, some milliseconds later, however the virtual clock stands: give it turns, not time. */
async function reconnected(port: Switch): Promise<void> {
  for (let turns = 0; turns < 2000 && !port.connected(); turns += 1)
    await new Promise((resolve) => setImmediate(resolve));
}

switchContract('the simulator in process', startSimulatedHarness);

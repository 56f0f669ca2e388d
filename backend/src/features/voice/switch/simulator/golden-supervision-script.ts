import { answersAfter, inbound, originate, uuid, type GoldenScript, type Stage } from './golden-stage';

export const supervisionScript: GoldenScript = {
  name: 'eavesdrop-whisper-barge',
  async play(stage) {
    const { world, api, at } = stage;
    for (const extension of ['1001', '1002']) {
      world.register(extension, false);
      answersAfter(stage, extension, 0);
    }
    await at(20);
    const [a, b] = [inbound(stage), uuid('b')];
    await at(40);
    api(`uuid_answer ${a}`);
    stage.job(originate(b, '1001', ',park_after_bridge=true'));
    await at(80);
    api(`uuid_bridge ${a} ${b}`);
    const s = uuid('1');
    await spy(stage, 680, s, `'&eavesdrop(${b})'`);
    for (const [ms, key] of [
      [1800, '1'],
      [2720, '2'],
      [3620, '3'],
      [4520, '0'],
    ] as const) {
      await at(ms);
      world.press(s, key);
    }
    for (const [ms, key] of [
      [8840, '1'],
      [9740, '3'],
      [10_660, '0'],
      [11_560, '2'],
      [12_460, '*'],
    ] as const) {
      await at(ms);
      api(`uuid_recv_dtmf ${s} ${key}`);
    }
    await shortVisits(stage, a, b);
    await spy(stage, 17_940, uuid('6'), `'&eavesdrop(${b})'`);
    await at(18_500);
    world.hangUpLeg(a);
    await at(19_300);
    const next = inbound(stage);
    await at(19_320);
    api(`uuid_answer ${next}`);
    await at(19_340);
    api(`uuid_bridge ${next} ${b}`);
    await at(20_220);
    world.hangUpPhone('1001');
    await at(21_020);
    api('hupall');
  },
};

/** Visits of one second each: of the agent, of the customer, and one of the three-way kind. */
async function shortVisits(stage: Stage, a: string, b: string): Promise<void> {
  const { api, at } = stage;
  const short = [
    [12_980, '2', b, 'eavesdrop', 13_920],
    [14_220, '3', b, 'eavesdrop', 15_160],
    [15_480, '4', a, 'eavesdrop', 16_420],
    [16_720, '5', b, 'three_way', 17_660],
  ] as const;
  for (const [ms, digit, target, application, until] of short) {
    await spy(stage, ms, uuid(digit), `'&${application}(${target})'`);
    await at(until);
    api(`uuid_kill ${uuid(digit)}`);
  }
}

async function spy(stage: Stage, ms: number, leg: string, application: string): Promise<void> {
  await stage.at(ms);
  stage.job(originate(leg, '1002', '', application));
  await stage.at(ms + 1);
}

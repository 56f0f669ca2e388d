import { answersAfter, inbound, originate, uuid, type GoldenScript, type Stage } from './golden-stage';

export const queueScript: GoldenScript = {
  name: 'inbound-park-ivr-queue-bridge-record',
  async play(stage) {
    const { world, api, at } = stage;
    stage.model.extensions.set('9664', [
      { name: 'answer', argument: '' },
      { name: 'playback', argument: 'local_stream://moh' },
    ]);
    world.register('1001', false);
    await at(20);
    const [a, b] = [inbound(stage), uuid('b')];
    await at(520);
    api(`uuid_answer ${a}`);
    await at(539);
    stage.execute(a, 'playback', '${FS}/sounds/welcome.wav');
    await at(4000);
    stage.execute(
      a,
      'play_and_get_digits',
      '1 6 2 5000 # ${FS}/sounds/welcome.wav silence_stream://250 cc_digits \\d+ 2000',
    );
    for (const [ms, key] of [
      [4980, '1'],
      [5200, '2'],
      [5420, '3'],
      [5660, '4'],
      [5880, '#'],
    ] as const) {
      await at(ms);
      world.press(a, key);
    }
    await at(6040);
    api(`uuid_broadcast ${a} local_stream://moh aleg`);
    await connectedToTheEnd(stage, a, b);
  },
};

async function connectedToTheEnd(stage: Stage, a: string, b: string): Promise<void> {
  const { api, at } = stage;
  await at(7120);
  answersAfter(stage, '1001', 300);
  stage.job(originate(b, '1001', ',cc_call=77,hangup_after_bridge=false,park_after_bridge=true'));
  await at(7460);
  api(`uuid_bridge ${a} ${b}`);
  await at(8680);
  api(`uuid_record ${a} start /recordings/b1.wav`);
  await at(12_180);
  api(`uuid_record ${a} stop /recordings/b1.wav`);
  await at(12_230);
  api(`uuid_broadcast ${b} local_stream://moh aleg`);
  await at(13_200);
  api(`uuid_break ${b} all`);
  await at(14_200);
  api(`uuid_transfer ${a} -both park inline`);
  await at(15_000);
  api(`uuid_bridge ${a} ${b}`);
  await at(15_520);
  api(`uuid_transfer ${a} 9664 XML default`);
  await at(16_520);
  api(`uuid_kill ${a} USER_BUSY`);
  await at(16_540);
  api(`uuid_kill ${b}`);
}

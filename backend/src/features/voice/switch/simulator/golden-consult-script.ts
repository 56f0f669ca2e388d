import { answersAfter, inbound, originate, uuid, type GoldenScript, type Stage } from './golden-stage';

/** Hang-ups of either side, nailed-up agent, four ways of holding, consultation, conference, then every refusal. */
export const consultScript: GoldenScript = {
  name: 'hold-consult-transfer-conference',
  async play(stage) {
    const { world, api, at } = stage;
    const stale = inbound(stage, '22');
    stage.begin();
    api(`uuid_kill ${stale} MANAGER_REQUEST`);
    await at(300);
    for (const extension of ['1001', '1002']) {
      world.register(extension, false);
      answersAfter(stage, extension, 0);
    }
    const [a, b1, b2] = [inbound(stage), uuid('1'), uuid('2')];
    api(`uuid_answer ${a}`);
    await at(320);
    stage.job(originate(b1, '1001'));
    await at(360);
    api(`uuid_bridge ${a} ${b1}`);
    await at(860);
    world.hangUpPhone('1001');
    await at(1560);
    stage.job(originate(b2, '1001', ',park_after_bridge=true'));
    await at(1600);
    api(`uuid_bridge ${a} ${b2}`);
    await at(2120);
    world.hangUpLeg(a);
    await holds(stage, b2);
    await refusals(stage);
  },
};

async function holds(stage: Stage, agent: string): Promise<void> {
  const { api, at } = stage;
  await at(2800);
  const [customer, other] = [inbound(stage), uuid('3')];
  await at(2820);
  api(`uuid_answer ${customer}`);
  await at(2840);
  api(`uuid_bridge ${customer} ${agent}`);
  for (const [from, until] of [
    [3500, 4260],
    [4900, 5660],
  ] as const) {
    await at(from);
    api(`uuid_broadcast ${customer} local_stream://moh aleg`);
    await at(until);
    api(`uuid_break ${customer} all`);
  }
  await at(6480);
  api(`uuid_transfer ${customer} -both park inline`);
  await at(6780);
  api(`uuid_broadcast ${customer} local_stream://moh aleg`);
  await at(7480);
  api(`uuid_bridge ${customer} ${agent}`);
  await at(7980);
  api(`uuid_transfer ${customer} 'endless_playback:local_stream://moh' inline`);
  await at(8780);
  api(`uuid_bridge ${customer} ${agent}`);
  await at(9280);
  api(`uuid_transfer ${customer} -both park inline`);
  api(`uuid_broadcast ${customer} local_stream://moh aleg`);
  stage.job(originate(other, '1002'));
  await at(9300);
  api(`uuid_bridge ${agent} ${other}`);
  await at(9920);
  api(`uuid_bridge ${customer} ${other}`);
  await at(10_620);
  for (const leg of [customer, agent, other]) api(`uuid_transfer ${leg} conference:cc-77@default inline`);
  await at(12_620);
  api('hupall');
}

async function refusals(stage: Stage): Promise<void> {
  const { world, at } = stage;
  const ring = (seconds: number, target = 'user/1001@127.0.0.1', extra = ''): void =>
    stage.job(`originate {originate_timeout=${seconds}${extra}}${target} &park()`);
  await at(13_120);
  world.setPhone('1001', { kind: 'rings' });
  ring(2);
  await at(15_200);
  for (const status of [486, 603, 480, 404, 503]) {
    world.setPhone('1001', { kind: 'refuses', status, afterMs: [0, 0] });
    ring(5);
    await at(15_200 + status / 10);
  }
  stage.job('originate user/1003@127.0.0.1 &park()');
  world.unregister('1002');
  stage.job('originate user/1002@127.0.0.1 &park()');
  stage.job('originate sofia/gateway/nope/123 &park()');
  world.setPerson('123', { kind: 'unreachable' });
  ring(3, 'sofia/external/123@127.0.0.1:5999');
  world.setPhone('1001', { kind: 'rings' });
  await at(15_400);
  ring(10, 'user/1001@127.0.0.1', `,origination_uuid=${uuid('9')}`);
  await at(15_900);
  stage.api(`uuid_kill ${uuid('9')} ORIGINATOR_CANCEL`);
}

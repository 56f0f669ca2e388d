import { consultScript } from './golden-consult-script';
import { failuresScript } from './golden-failures-script';
import { queueScript } from './golden-queue-script';
import { answersAfter, inbound, originate, PATIENT, uuid, type GoldenScript, type Stage } from './golden-stage';
import { supervisionScript } from './golden-supervision-script';

const lostConnection: GoldenScript = {
  name: 'esl-loss-and-switch-kill',
  async play(stage) {
    const { world, api, at } = stage;
    const marked = { cc_call_id: 'call-77', cc_queue: 'sales', cc_state: 'talking' };
    world.register('1001', false);
    answersAfter(stage, '1001', 0);
    await twoLegs(stage, -500, marked, { agent: uuid('7'), waits: true });
    stage.begin();
    await at(0);
    api('hupall');
    await at(280);
    for (const extension of ['1001', '1002']) world.register(extension, false);
    await twoLegs(stage, 300, marked);
    await at(380);
    api('uuid_exists x');
  },
};

/** A bridged call with our facts on it, and another one that waits. */
async function twoLegs(
  stage: Stage,
  ms: number,
  marked: Readonly<Record<string, string>>,
  { agent, waits } = { agent: uuid('b'), waits: false },
): Promise<void> {
  const { api, at } = stage;
  await at(ms);
  const [a, b] = [inbound(stage), agent];
  await at(ms + 20);
  api(`uuid_answer ${a}`);
  stage.job(originate(b, '1001', `,cc_call_id=call-77${marked['cc_state'] ? ',cc_agent=1001' : ''}`));
  await at(ms + 60);
  api(
    `uuid_setvar_multi ${a} ${Object.entries(marked)
      .map(([name, value]) => `${name}=${value}`)
      .join(';')}`,
  );
  const waiting = inbound(stage);
  await at(ms + 80);
  if (!waits) api(`uuid_answer ${waiting}`);
  await at(ms + 100);
  api(`uuid_bridge ${a} ${b}`);
}

const recovery: GoldenScript = {
  name: 'recover-and-shutdown',
  async play(stage) {
    answersAfter(stage, '1001', 0);
    await stage.at(0);
    stage.world.register('1001', false);
    await twoLegs(stage, 20, { cc_call_id: 'call-77' });
  },
};

const webPhones: GoldenScript = {
  name: 'webrtc-register-and-call',
  async play(stage) {
    const { world, at } = stage;
    world.register('1002');
    await at(1);
    world.unregister('1002', 'closed');
    await at(1000);
    stage.job('originate {originate_timeout=8}user/1002@127.0.0.1 &park()');
    await at(2036);
    world.register('1002');
    await at(2056);
    world.unregister('1002');
    await at(3156);
    world.register('1001', false);
    world.register('1001', false);
    await at(3177);
    world.register('1002', false, 5);
    // The two phones of 1001 sign out one after the other; here an extension has one.
    const other = stage.model.registrations.get('1001')!;
    world.unregister('1001');
    stage.model.registrations.set('1001', other);
    world.unregister('1001');
  },
};

const dynamicDirectory: GoldenScript = {
  name: 'xml-curl-and-gateways',
  async play(stage) {
    const { world, api, at } = stage;
    world.register('1005', false);
    answersAfter(stage, '1005', 0);
    await at(20);
    world.register('1001', false);
    await at(40);
    const fromHttp = world.call(
      {
        from: '48600100200',
        to: '77700',
        name: 'Jan',
        dialplan: [
          { name: 'set', argument: 'cc_from_http=yes' },
          { name: 'park', argument: '' },
        ],
      },
      PATIENT,
    );
    await at(60);
    api(`uuid_kill ${fromHttp} MANAGER_REQUEST`);
    const b = uuid('b');
    await at(80);
    stage.job(originate(b, '1005', ',cc_agent_id=agent-5'));
    await at(120);
    api(`uuid_kill ${b} MANAGER_REQUEST`);
    for (const [from, until] of [
      [2800, 2820],
      [3020, 3040],
    ] as const) {
      await at(from);
      const leg = inbound(stage);
      await at(until);
      api(`uuid_kill ${leg} MANAGER_REQUEST`);
    }
    await at(13_560);
    const last = inbound(stage);
    await at(13_580);
    api(`uuid_answer ${last}`);
    await at(15_100);
    api('hupall');
  },
};

export const goldenScripts: readonly GoldenScript[] = [
  queueScript,
  consultScript,
  supervisionScript,
  failuresScript,
  lostConnection,
  recovery,
  webPhones,
  dynamicDirectory,
];

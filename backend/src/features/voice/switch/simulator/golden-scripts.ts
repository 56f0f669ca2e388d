import { consultScript } from './golden-consult-script';
import type { GoldenName } from './golden-stream';
import type { SimulatedWorld } from './simulated-world';
import type { SwitchModel } from './switch-model';

/** What a captured run did, done again on the virtual clock. Times are milliseconds from the first captured event. */
export interface Stage {
  readonly world: SimulatedWorld;
  readonly model: SwitchModel;
  readonly at: (ms: number) => Promise<void>;
  readonly api: (line: string) => string;
  readonly job: (line: string) => void;
  /** The capture began here; what was before is not compared. */
  readonly begin: () => void;
  readonly execute: (leg: string, application: string, argument?: string) => void;
}

export interface GoldenScript {
  readonly name: GoldenName;
  play(stage: Stage): Promise<void>;
  /** Legs of the capture that did what we never do (outbound sockets, applications that we do not use). */
  readonly without?: readonly string[];
}

const PATIENT = { patienceMs: 1e9, talkMs: 1e9, digits: '' };

export const inbound = (stage: Stage, to = '22100', extra: Readonly<Record<string, string>> = {}): string =>
  stage.world.call({ from: '48600100200', to, name: 'Jan', trunk: 'trunk-pl-1', variables: extra }, PATIENT);

export const answersAfter = (stage: Stage, extension: string, ms: number): void =>
  stage.world.setPhone(extension, { kind: 'answers', afterMs: [ms, ms] });

export const uuid = (digit: string): string =>
  `${digit.repeat(8)}-${digit.repeat(4)}-4${digit.repeat(3)}-a${digit.repeat(3)}-${digit.repeat(12)}`;

const originate = (leg: string, extension: string, variables = '', application = '&park()'): string =>
  `originate {origination_uuid=${leg},origination_caller_id_number=48600100200,origination_caller_id_name='Jan',originate_timeout=20${variables}}user/${extension}@127.0.0.1 ${application}`;

export { originate };

const queueCall: GoldenScript = {
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
  },
};

const supervision: GoldenScript = {
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
    const spy = async (ms: number, leg: string, application: string): Promise<void> => {
      await at(ms);
      stage.job(originate(leg, '1002', '', application));
      await at(ms + 1);
    };
    const s = uuid('1');
    await spy(680, s, `'&eavesdrop(${b})'`);
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
    const short = [
      [12_980, '2', b, 'eavesdrop', 13_920],
      [14_220, '3', b, 'eavesdrop', 15_160],
      [15_480, '4', a, 'eavesdrop', 16_420],
      [16_720, '5', b, 'three_way', 17_660],
    ] as const;
    for (const [ms, digit, target, application, until] of short) {
      await spy(ms, uuid(digit), `'&${application}(${target})'`);
      await at(until);
      api(`uuid_kill ${uuid(digit)}`);
    }
    await spy(17_940, uuid('6'), `'&eavesdrop(${b})'`);
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

const failuresAndLimits: GoldenScript = {
  name: 'originate-failures',
  // Parked through an outbound socket, which we do not use.
  without: ['leg5', 'leg6'],
  async play(stage) {
    const { world, api, at } = stage;
    for (const extension of ['1001', '1002']) {
      world.register(extension, false);
      answersAfter(stage, extension, 0);
    }
    const [a, b] = [inbound(stage), uuid('b')];
    await at(20);
    api(`uuid_answer ${a}`);
    stage.job(originate(b, '1001', ',media_timeout=4000,park_after_bridge=true'));
    await at(60);
    api(`uuid_bridge ${a} ${b}`);
    await at(600);
    world.silence(stage.model.channels.get(b)!);
    await at(4620);
    api('hupall');
    await tapedCall(stage);
    await at(8380);
    const skipped = [inbound(stage, 'sockpark'), inbound(stage, 'sockpark')];
    for (const leg of skipped) api(`uuid_kill ${leg}`);
    await at(10_500);
    const limited = inbound(stage);
    api(`uuid_answer ${limited}`);
    await at(10_600);
    stage.execute(limited, 'speak', 'tts_commandline|pl|Dzień dobry');
    await at(12_180);
    api(`sched_hangup +2 ${limited} ALLOTTED_TIMEOUT`);
    await at(14_190);
    const early = inbound(stage);
    await at(14_220);
    stage.execute(early, 'ring_ready');
    await at(14_520);
    api(`uuid_pre_answer ${early}`);
    stage.execute(early, 'playback', '${FS}/sounds/welcome.wav');
    await at(15_640);
    stage.execute(early, 'respond', '486 Busy Here');
    await at(20_420);
    for (const [ms, cause] of [
      [20_440, 'CALL_REJECTED'],
      [20_500, 'USER_BUSY'],
      [20_660, 'NO_ANSWER'],
      [20_820, 'NORMAL_CLEARING'],
      [20_981, 'UNALLOCATED_NUMBER'],
      [21_160, 'NORMAL_TEMPORARY_FAILURE'],
      [21_320, 'SWITCH_CONGESTION'],
    ] as const) {
      await at(ms - 20);
      const leg = inbound(stage);
      await at(ms);
      api(`uuid_kill ${leg} ${cause}`);
    }
  },
};

async function tapedCall(stage: Stage): Promise<void> {
  const { api, at } = stage;
  await at(5020);
  const [a, b, s] = [inbound(stage), uuid('c'), uuid('d')];
  await at(5040);
  api(`uuid_answer ${a}`);
  stage.job(originate(b, '1001'));
  await at(5060);
  stage.job(originate(s, '1002', '', `&eavesdrop(${b})`));
  await at(5080);
  api(`uuid_bridge ${a} ${b}`);
  await at(5100);
  api(`uuid_recv_dtmf ${s} 2`);
  await at(5600);
  api(`uuid_record ${a} start /recordings/x_a.wav`);
  api(`uuid_record ${b} start /recordings/x_b.wav`);
  await at(7620);
  api(`uuid_record ${a} stop /recordings/x_a.wav`);
  api(`uuid_record ${b} stop /recordings/x_b.wav`);
  await at(7960);
  api('hupall');
}

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
  queueCall,
  consultScript,
  supervision,
  failuresAndLimits,
  lostConnection,
  recovery,
  webPhones,
  dynamicDirectory,
];

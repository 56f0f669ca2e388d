import { answersAfter, inbound, originate, uuid, type GoldenScript, type Stage } from './golden-stage';

export const failuresScript: GoldenScript = {
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
    await refusals(stage);
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

/** How an unanswered caller is turned away, cause by cause. */
async function refusals(stage: Stage): Promise<void> {
  const { api, at } = stage;
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
}

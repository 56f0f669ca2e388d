import { randomUUID } from 'node:crypto';
import type { ContractRun } from './contract-run';
import type { TrunkLine, TrunkLineResult } from './trunk-line';

const CALLED = '+48221234567';

/** Trunks that change while the switch runs. */
export function trunksContract(run: ContractRun): void {
  const line = (more: Partial<TrunkLine> = {}): TrunkLine => ({
    name: 'pl-1',
    host: run.harness.operator.host,
    port: run.harness.operator.port,
    transport: 'udp',
    account: null,
    addresses: [],
    codecs: ['PCMA'],
    pings: false,
    ...more,
  });
  const configure = async (...lines: TrunkLine[]): Promise<readonly TrunkLineResult[]> => {
    const outcome = await run.harness.switch.configureTrunks(lines);
    if (!outcome.ok) throw new Error(outcome.refusal.code);
    return outcome.value;
  };
  const dial = async (trunk = 'pl-1'): Promise<string> => {
    const legId = randomUUID();
    await run.must({
      type: 'OriginateLeg',
      legId,
      callId: 'call-1',
      to: { kind: 'trunk', trunk, number: CALLED },
      callerId: { number: '+48221000100' },
      ringSeconds: 10,
      parkAfterBridge: true,
    });
    return legId;
  };
  const talkingOver = async (trunk = 'pl-1'): Promise<string> => {
    run.harness.operator.habit('answers');
    const legId = await dial(trunk);
    await run.log.next('LegAnswered', (event) => event.legId === legId);
    return legId;
  };

  describe('trunks', () => {
    afterEach(async () => {
      await run.hangUpEverything();
      await configure();
    });

    it('takes up a trunk, calls through it with its codecs, and lets it alone when told again', async () => {
      expect(await configure(line())).toMatchObject([{ name: 'pl-1', result: 'applied', now: 'up' }]);
      await talkingOver();
      const offered = run.harness.operator.offered();
      if (offered !== null) expect(offered).toMatch(/m=audio \d+ RTP\/AVP 8( 101)?( 13)?\r\n/);
      expect(await configure(line())).toMatchObject([{ result: 'applied', now: 'up' }]);
    });

    it('keeps the calls of a trunk that changes or goes', async () => {
      await configure(line());
      const legId = await talkingOver();
      expect(await configure(line({ codecs: ['PCMU', 'PCMA'], pings: true }))).toMatchObject([{ result: 'applied' }]);
      await run.harness.wait(1500);
      expect(await run.snapshotOf(legId)).toMatchObject({ progress: 'answered', place: 'parked' });
      const second = await talkingOver();
      const offered = run.harness.operator.offered();
      if (offered !== null) expect(offered).toMatch(/m=audio \d+ RTP\/AVP 0 8/);
      await configure();
      await run.harness.wait(1500);
      expect(await run.snapshotOf(legId)).toMatchObject({ progress: 'answered' });
      expect(await run.snapshotOf(second)).toMatchObject({ progress: 'answered' });
      await dial();
      expect(await run.log.next('CommandFailed')).toMatchObject({ cause: 'unknown-trunk' });
      run.log.clear();
      await run.harness.operator.hangsUp();
      await run.log.next('LegEnded');
    });

    it('registers, and says why it could not', async () => {
      const account = { user: 'firma', password: 'tajne-haslo' };
      run.harness.operator.registrations('pl-1', '403 Forbidden');
      await configure(line({ account }));
      const down = await run.log.next('TrunkStateChanged', ({ state }) => state === 'down');
      expect(down).toMatchObject({ trunk: 'pl-1', detail: expect.stringContaining('Forbidden') as string });
      run.harness.operator.registrations('pl-1', '200 OK');
      run.log.clear();
      await configure(line({ account: { ...account, password: 'inne-haslo' } }));
      expect(await run.log.next('TrunkStateChanged', ({ state }) => state === 'up')).toMatchObject({ trunk: 'pl-1' });
    });

    it('tells by which trunk a call came', async () => {
      await configure(line());
      await run.harness.operator.call('pl-1', '+48700100200', '22100');
      expect(await run.log.next('LegArrived')).toMatchObject({ trunk: 'pl-1', dnis: '22100' });
      await run.harness.operator.hangsUp();
    });

    it.each([null, { user: 'firma', password: 'tajne-haslo' }])(
      'speaks its codecs in its order and no other, account %j',
      async (account) => {
        const { operator } = run.harness;
        await configure(line({ account, codecs: ['PCMA', 'PCMU'] }));
        if (account) await run.log.next('TrunkStateChanged', ({ state }) => state === 'up');
        await operator.call('pl-1', '+48700100200', '22100', ['PCMU', 'PCMA']);
        const { legId } = await run.log.next('LegArrived');
        await run.must({ type: 'AnswerLeg', legId });
        await run.log.next('LegAnswered');
        await run.harness.wait(100);
        const accepted = operator.accepted();
        if (accepted !== null) expect(accepted).toMatch(/m=audio \d+ RTP\/AVP 8( 101)?( 13)?\r\n/);
        await operator.hangsUp();
        await run.log.next('LegEnded');
        if (accepted === null) return;
        run.log.clear();
        await configure(line({ account, codecs: ['PCMA'] }));
        if (account) await run.log.next('TrunkStateChanged', ({ state }) => state === 'up');
        await operator.call('pl-1', '+48700100200', '22100', ['PCMU']);
        const stranger = await run.log.next('LegArrived');
        await run.send({ type: 'AnswerLeg', legId: stranger.legId });
        expect(await run.log.next('LegEnded')).toMatchObject({ rawCause: 'INCOMPATIBLE_DESTINATION' });
      },
    );

    it('has several trunks, and refuses what it cannot take without touching the others', async () => {
      await configure(line());
      const legId = await talkingOver();
      const results = await configure(
        line(),
        line({ name: 'pl-2', port: 5999, transport: 'tls' }),
        line({ name: 'pl-3', addresses: ['192.0.2.0/24', '2001:db8::1'], codecs: ['OPUS', 'PCMA', 'G729'] }),
        line({ name: 'Zły', host: 'x y' }),
      );
      expect(results.map(({ result }) => result)).toEqual(['applied', 'applied', 'applied', 'refused']);
      expect(await run.snapshotOf(legId)).toMatchObject({ progress: 'answered' });
    });
  });
}

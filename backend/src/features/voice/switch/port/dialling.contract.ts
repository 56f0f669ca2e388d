import { randomUUID } from 'node:crypto';
import type { ContractRun } from './contract-run';

/** Legs that come and legs that we make. */
export function diallingContract(run: ContractRun): void {
  it('tells of an inbound call, unanswered, with both numbers', async () => {
    await run.arrival();
    const event = await run.log.next('LegArrived');
    expect(event).toMatchObject({ ani: '+48600100200', dnis: '22100', displayName: 'Jan Kowalski', callId: null });
    // A new leg may be missing from the list for a moment; its event has told of it already.
    await run.harness.wait(700);
    const legs = await run.harness.switch.legs();
    expect(legs).toMatchObject({ ok: true, value: [{ progress: 'ringing', place: 'parked', direction: 'inbound' }] });
  });

  it('rings a phone, tells the answer and parks the new leg', async () => {
    run.harness.phone(run.harness.extensions[0], 'answers');
    const legId = await run.ring(run.harness.extensions[0]);
    await run.log.next('LegParked', (event) => event.legId === legId);
    expect(run.log.typesOf(legId).filter((type) => type !== 'LegProgress')).toEqual(['LegAnswered', 'LegParked']);
    expect(run.log.events.find(({ type }) => type === 'LegAnswered')).toMatchObject({ callId: 'call-1' });
  });

  it('makes no second leg when an originate is repeated', async () => {
    run.harness.phone(run.harness.extensions[0], 'answers');
    const legId = await run.ring(run.harness.extensions[0]);
    await run.log.next('LegParked', (event) => event.legId === legId);
    await run.ring(run.harness.extensions[0], 10, legId);
    await run.harness.wait(500);
    const legs = await run.harness.switch.legs();
    expect(legs.ok && legs.value.map((leg) => leg.legId)).toEqual([legId]);
  });

  it.each([
    ['refuses-busy', 'busy'],
    ['refuses-rejected', 'rejected'],
  ] as const)('tells once that a phone %s', async (habit, cause) => {
    run.harness.phone(run.harness.extensions[0], habit);
    const legId = await run.ring(run.harness.extensions[0]);
    expect(await run.log.next('CommandFailed')).toMatchObject({
      legId,
      command: 'OriginateLeg',
      cause,
      callId: 'call-1',
    });
    expect(await run.log.next('LegEnded')).toMatchObject({ legId, cause, endedBy: 'far', billableSeconds: 0 });
    await run.harness.wait(300);
    expect(run.log.events.filter(({ type }) => type === 'CommandFailed')).toHaveLength(1);
  });

  it('gives up after the ring time', async () => {
    run.harness.phone(run.harness.extensions[0], 'rings');
    const legId = await run.ring(run.harness.extensions[0], 1);
    expect(await run.log.next('CommandFailed')).toMatchObject({ legId, cause: 'no-answer' });
    expect(await run.log.next('LegEnded')).toMatchObject({ legId, cause: 'no-answer' });
  });

  it('withdraws a ringing leg', async () => {
    run.harness.phone(run.harness.extensions[0], 'rings');
    const legId = await run.ring(run.harness.extensions[0]);
    await run.log.next('LegProgress');
    await run.must({ type: 'HangUp', legId, reason: 'cancelled' });
    expect(await run.log.next('CommandFailed')).toMatchObject({ legId, cause: 'cancelled' });
  });

  it('says why there is nothing to ring', async () => {
    await run.ring(run.harness.unregistered);
    expect(await run.log.next('CommandFailed')).toMatchObject({ cause: 'not-registered' });
    run.log.clear();
    await run.ring('59999');
    expect(await run.log.next('CommandFailed')).toMatchObject({ cause: 'unknown-extension' });
    run.log.clear();
    await run.must({
      type: 'OriginateLeg',
      legId: randomUUID(),
      callId: 'call-1',
      to: { kind: 'trunk', trunk: 'nowhere', number: '48221234567' },
      callerId: { number: '48221000100' },
      ringSeconds: 5,
      parkAfterBridge: true,
    });
    expect(await run.log.next('CommandFailed')).toMatchObject({ cause: 'unknown-trunk' });
  });

  it('hangs up by schedule', async () => {
    const legId = await run.answered();
    await run.must({ type: 'ScheduleHangUp', legId, afterSeconds: 1, reason: 'time-limit' });
    expect(await run.log.next('LegEnded')).toMatchObject({ legId, cause: 'time-limit', endedBy: 'near' });
  });
}

import { randomUUID } from 'node:crypto';
import type { ContractRun } from './contract-run';

/** Repetition, bad input, lost connections, restarts. */
export function resilienceContract(run: ContractRun): void {
  it('acknowledges a hang-up of a leg that is gone, refuses anything else for it', async () => {
    const legId = randomUUID();
    expect(await run.send({ type: 'HangUp', legId, reason: 'normal' })).toMatchObject({
      ok: true,
      value: { repeated: true },
    });
    expect(await run.send({ type: 'AnswerLeg', legId })).toEqual({
      ok: false,
      refusal: { code: 'leg-not-found', legId },
    });
    expect(await run.send({ type: 'Play', legId, media: [{ kind: 'silence', ms: 10 }] })).toEqual({
      ok: false,
      refusal: { code: 'leg-not-found', legId },
    });
  });

  it('refuses text that could become a second command', async () => {
    const legId = await run.answered();
    expect(await run.send({ type: 'SetVariables', legId, variables: { note: 'a\n\napi hupall' } })).toMatchObject({
      ok: false,
      refusal: { code: 'invalid', field: 'variables.note' },
    });
    expect(await run.send({ type: 'HangUp', legId: 'x\napi hupall', reason: 'normal' })).toMatchObject({
      ok: false,
      refusal: { code: 'invalid', field: 'legId' },
    });
  });

  it('keeps calls through a lost connection and shows them with our facts', async () => {
    const { customer, agent } = await run.talking();
    run.log.clear();
    await run.harness.breakConnection(500);
    await run.log.next('SwitchLost');
    expect(await run.send({ type: 'HoldLeg', legId: customer })).toMatchObject({
      ok: false,
      refusal: { code: 'not-connected' },
    });
    const connected = await run.log.next('SwitchConnected');
    expect(connected.how).toBe('resumed');
    const legs = Object.fromEntries(connected.legs.map((leg) => [leg.legId, leg]));
    expect(legs[customer]).toMatchObject({
      callId: 'call-1',
      bridgedWith: agent,
      place: 'bridged',
      variables: { queue: 'sales', note: 'first' },
    });
  });

  it('notices that the switch was restarted', async () => {
    run.log.clear();
    const before = await run.harness.switch.legs();
    expect(before).toMatchObject({ ok: true });
    await run.harness.restart();
    await run.log.next('SwitchLost');
    expect((await run.log.next('SwitchConnected', undefined, 30_000)).how).toBe('restarted');
  }, 60_000);
}

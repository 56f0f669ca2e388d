import { randomUUID } from 'node:crypto';
import type { ContractRun } from './contract-run';

/** Legs that talk to each other. */
export function bridgingContract(run: ContractRun): void {
  it('bridges, shows both in the snapshot, and parks both again', async () => {
    const { customer, agent } = await run.talking();
    const legs = await run.harness.switch.legs();
    const places = legs.ok
      ? Object.fromEntries(legs.value.map((leg) => [leg.legId, [leg.place, leg.bridgedWith, leg.callId]]))
      : {};
    expect(places).toEqual({ [customer]: ['bridged', agent, 'call-1'], [agent]: ['bridged', customer, 'call-1'] });
    run.log.clear();
    await run.must({ type: 'UnbridgeLeg', legId: customer });
    await run.log.next('LegUnbridged');
    await run.log.next('LegParked', (event) => event.legId === customer);
    await run.log.next('LegParked', (event) => event.legId === agent);
  });

  it('bridges a leg in the moment that it counts as taken', async () => {
    const customer = await run.answered();
    const [extension] = run.harness.extensions;
    run.harness.phone(extension, 'answers');
    const agent = randomUUID();
    const bridged = new Promise<void>((done, failed) => {
      run.harness.switch.subscribe((event) => {
        if (event.type !== 'LegAnswered' || event.legId !== agent) return;
        run.must({ type: 'BridgeLegs', legId: customer, withLegId: agent }).then(done, failed);
      });
    });
    await run.ring(extension, 10, agent);
    await run.log.next('LegBridged');
    await bridged;
    await run.harness.wait(500);
    expect(await run.snapshotOf(agent)).toMatchObject({ place: 'bridged', bridgedWith: customer });
  });

  it('holds with music and resumes without leaving the bridge', async () => {
    const { customer } = await run.talking();
    await run.must({ type: 'HoldLeg', legId: customer });
    await run.harness.wait(300);
    expect(await run.snapshotOf(customer)).toMatchObject({ held: true, place: 'bridged' });
    await run.must({ type: 'ResumeLeg', legId: customer });
    await run.harness.wait(300);
    expect(await run.snapshotOf(customer)).toMatchObject({ held: false, place: 'bridged' });
  });

  it('mutes and unmutes', async () => {
    const { agent } = await run.talking();
    await run.must({ type: 'MuteLeg', legId: agent });
    expect(await run.snapshotOf(agent)).toMatchObject({ muted: true });
    await run.must({ type: 'UnmuteLeg', legId: agent });
    expect(await run.snapshotOf(agent)).toMatchObject({ muted: false });
  });

  it('keeps the customer when the agent hangs up, and the other way round', async () => {
    const { customer, agent } = await run.talking();
    run.log.clear();
    await run.harness.phoneHangsUp(run.harness.extensions[0]);
    expect(await run.log.next('LegEnded')).toMatchObject({ legId: agent, cause: 'normal', endedBy: 'far' });
    await run.log.next('LegParked', (event) => event.legId === customer);
    const again = await run.ring(run.harness.extensions[0]);
    await run.log.next('LegParked', (event) => event.legId === again);
    await run.must({ type: 'BridgeLegs', legId: customer, withLegId: again });
    await run.log.next('LegBridged');
    run.log.clear();
    await run.harness.callerHangsUp();
    expect(await run.log.next('LegEnded')).toMatchObject({ legId: customer, direction: 'inbound', endedBy: 'far' });
    await run.log.next('LegParked', (event) => event.legId === again);
  });

  it('consults: a second party, then the customer to that party', async () => {
    const { customer, agent } = await run.talking();
    await run.must({ type: 'UnbridgeLeg', legId: customer });
    await run.log.next('LegUnbridged');
    await run.must({ type: 'StartMusic', legId: customer });
    run.harness.phone(run.harness.extensions[1], 'answers');
    const other = await run.ring(run.harness.extensions[1]);
    await run.log.next('LegParked', (event) => event.legId === other);
    await run.must({ type: 'BridgeLegs', legId: agent, withLegId: other });
    await run.log.next('LegBridged', (event) => event.otherLegId === other);
    run.log.clear();
    await run.must({ type: 'BridgeLegs', legId: customer, withLegId: other });
    await run.log.next('LegBridged', (event) => event.legId === customer && event.otherLegId === other);
    await run.log.next('LegParked', (event) => event.legId === agent);
  });

  it('transfers blindly, and parks the customer when the party does not take it', async () => {
    const customer = await run.answered();
    run.harness.phone(run.harness.extensions[1], 'refuses-busy');
    const transfer = {
      type: 'TransferLeg',
      legId: customer,
      callId: 'call-1',
      to: run.target(run.harness.extensions[1]),
      callerId: { number: '+48600100200' },
      ringSeconds: 5,
    } as const;
    await run.must({ ...transfer, newLegId: randomUUID() }, 'transfer-1');
    expect(await run.log.next('CommandFailed')).toMatchObject({
      commandId: 'transfer-1',
      command: 'TransferLeg',
      cause: 'busy',
      legId: customer,
    });
    await run.log.next('LegParked', (event) => event.legId === customer);
    run.log.clear();
    run.harness.phone(run.harness.extensions[1], 'answers');
    const newLegId = randomUUID();
    await run.must({ ...transfer, newLegId }, 'transfer-2');
    await run.log.next('LegBridged', (event) => event.legId === customer && event.otherLegId === newLegId);
    await run.harness.phoneHangsUp(run.harness.extensions[1]);
    await run.log.next('LegEnded', (event) => event.legId === newLegId);
    await run.log.next('LegParked', (event) => event.legId === customer);
  });

  it('joins three legs in a conference and takes one out', async () => {
    const { customer, agent } = await run.talking();
    for (const legId of [agent, customer]) await run.must({ type: 'JoinConference', legId, conferenceId: 'c1' });
    await run.harness.wait(500);
    expect(await run.snapshotOf(customer)).toMatchObject({ place: 'conference' });
    expect(await run.snapshotOf(agent)).toMatchObject({ place: 'conference' });
    run.log.clear();
    await run.must({ type: 'LeaveConference', legId: agent });
    await run.log.next('LegParked', (event) => event.legId === agent);
  });

  it('listens, whispers and stops', async () => {
    const { agent } = await run.talking();
    run.harness.phone(run.harness.extensions[1], 'answers');
    const supervisor = randomUUID();
    await run.must({
      type: 'SuperviseLeg',
      legId: supervisor,
      callId: null,
      targetLegId: agent,
      to: run.target(run.harness.extensions[1]),
      callerId: { number: '1' },
      ringSeconds: 5,
      mode: 'whisper',
    });
    await run.log.next('LegAnswered', (event) => event.legId === supervisor);
    await run.harness.wait(300);
    expect(await run.snapshotOf(supervisor)).toMatchObject({ place: 'supervising' });
    await run.must({ type: 'ChangeSupervision', legId: supervisor, mode: 'barge' });
    await run.must({ type: 'StopSupervising', legId: supervisor });
    await run.log.next('LegEnded', (event) => event.legId === supervisor);
    expect(run.log.events.filter(({ type }) => type === 'DigitReceived')).toHaveLength(0);
  });
}

import { randomUUID } from 'node:crypto';
import type { Ack, SwitchFailure } from './switch';
import type { Outcome } from '../../../../kernel/outcome';
import type { DialTarget, SwitchCommand } from './switch-command';
import { EventLog, type SwitchHarness } from './switch-harness';

type WithoutIds<C> = C extends SwitchCommand ? Omit<C, 'id' | 'nodeId'> : never;

/** One suite for every switch: simulated in process, simulated over its socket, and a real FreeSWITCH. */
export function switchContract(name: string, start: () => Promise<SwitchHarness>): void {
  describe(`Switch contract on ${name}`, () => {
    let harness: SwitchHarness;
    let log: EventLog;

    beforeAll(async () => {
      harness = await start();
      log = new EventLog(harness);
      await log.next('SwitchConnected');
    }, 60_000);
    afterAll(async () => { await harness?.stop(); }, 30_000);
    beforeEach(() => log.clear());
    afterEach(async () => {
      const legs = await harness.switch.legs();
      for (const { legId } of legs.ok ? legs.value : []) await send({ type: 'HangUp', legId, reason: 'normal' });
      await harness.wait(300);
    });

    const send = (command: WithoutIds<SwitchCommand>, id: string = randomUUID()): Promise<Outcome<Ack, SwitchFailure>> =>
      harness.switch.send({ ...command, id, nodeId: harness.switch.nodeId } as SwitchCommand);
    const must = async (command: WithoutIds<SwitchCommand>, id?: string): Promise<void> => {
      expect(await send(command, id)).toMatchObject({ ok: true });
    };
    const arrival = async (): Promise<string> => {
      await harness.call('+48600100200', '22100', 'Jan Kowalski');
      return (await log.next('LegArrived')).legId;
    };
    const answered = async (): Promise<string> => {
      const legId = await arrival();
      await must({ type: 'AnswerLeg', legId });
      await log.next('LegAnswered', (event) => event.legId === legId);
      await must({ type: 'SetVariables', legId, callId: 'call-1', queueId: 'sales', variables: { note: 'first' } });
      return legId;
    };
    const target = (extension: string): DialTarget => ({ kind: 'extension', extension });
    const ring = async (extension: string, ringSeconds = 10, legId: string = randomUUID()): Promise<string> => {
      await must({
        type: 'OriginateLeg', legId, callId: 'call-1', to: target(extension), ringSeconds,
        callerId: { number: '+48600100200', name: 'Jan Kowalski' }, parkAfterBridge: true,
      });
      return legId;
    };
    const talking = async (): Promise<{ customer: string; agent: string }> => {
      const customer = await answered();
      harness.phone(harness.extensions[0], 'answers');
      const agent = await ring(harness.extensions[0]);
      await log.next('LegParked', (event) => event.legId === agent);
      await must({ type: 'BridgeLegs', legId: customer, withLegId: agent });
      await log.next('LegBridged');
      return { customer, agent };
    };

    it('tells of an inbound call, unanswered, with both numbers', async () => {
      await arrival();
      const event = await log.next('LegArrived');
      expect(event).toMatchObject({ ani: '+48600100200', dnis: '22100', displayName: 'Jan Kowalski', callId: null });
      // A new leg may be missing from the list for a moment; its event has told of it already.
      await harness.wait(700);
      const legs = await harness.switch.legs();
      expect(legs).toMatchObject({ ok: true, value: [{ progress: 'ringing', place: 'parked', direction: 'inbound' }] });
    });

    it('answers, plays to the end and tells so with the id of the command', async () => {
      const legId = await answered();
      await must({ type: 'Play', legId, media: [{ kind: 'file', path: harness.prompt.path }] }, 'prompt-1');
      expect(await log.next('PlaybackEnded')).toMatchObject({ playbackId: 'prompt-1', result: 'finished', callId: 'call-1' });
    });

    it('interrupts music by an announcement', async () => {
      const legId = await answered();
      await must({ type: 'StartMusic', legId });
      await harness.wait(300);
      await must({ type: 'Play', legId, interrupt: true, media: [{ kind: 'tone', frequencies: [425], ms: 300 }, { kind: 'silence', ms: 100 }] }, 'tone-1');
      expect(await log.next('PlaybackEnded')).toMatchObject({ playbackId: 'tone-1', result: 'finished' });
    });

    it('stops a playback and tells that it was interrupted', async () => {
      const legId = await answered();
      await must({ type: 'Play', legId, media: [{ kind: 'file', path: harness.prompt.path }] }, 'prompt-2');
      await harness.wait(400);
      await must({ type: 'StopPlaying', legId });
      expect(await log.next('PlaybackEnded')).toMatchObject({ playbackId: 'prompt-2', result: 'interrupted' });
    });

    it('tells of a file that cannot be played', async () => {
      const legId = await answered();
      await must({ type: 'Play', legId, media: [{ kind: 'file', path: '/nonexistent/prompt.wav' }] }, 'prompt-3');
      expect(await log.next('PlaybackEnded')).toMatchObject({ playbackId: 'prompt-3', result: 'failed' });
    });

    it('collects digits up to the terminator', async () => {
      const legId = await answered();
      await must({
        type: 'CollectDigits', legId, prompt: [{ kind: 'file', path: harness.prompt.path }], minimum: 1, maximum: 6, attempts: 1,
        timeoutMs: 3000, interDigitTimeoutMs: 2000, terminators: '#',
      }, 'menu-1');
      await harness.wait(500);
      await harness.callerPresses('42#');
      expect(await log.next('DigitsCollected')).toMatchObject({ collectionId: 'menu-1', digits: '42' });
      expect(log.events.filter(({ type }) => type === 'DigitReceived')).toHaveLength(3);
    });

    it('gives no digits when none are pressed in all attempts', async () => {
      const legId = await answered();
      await must({
        type: 'CollectDigits', legId, prompt: [{ kind: 'silence', ms: 100 }], minimum: 1, maximum: 1, attempts: 2,
        timeoutMs: 500, interDigitTimeoutMs: 500, terminators: '',
      }, 'menu-2');
      expect(await log.next('DigitsCollected')).toMatchObject({ collectionId: 'menu-2', digits: '' });
    });

    it('rings a phone, tells the answer and parks the new leg', async () => {
      harness.phone(harness.extensions[0], 'answers');
      const legId = await ring(harness.extensions[0]);
      await log.next('LegParked', (event) => event.legId === legId);
      expect(log.typesOf(legId).filter((type) => type !== 'LegProgress')).toEqual(['LegAnswered', 'LegParked']);
      expect(log.events.find(({ type }) => type === 'LegAnswered')).toMatchObject({ callId: 'call-1' });
    });

    it('makes no second leg when an originate is repeated', async () => {
      harness.phone(harness.extensions[0], 'answers');
      const legId = await ring(harness.extensions[0]);
      await log.next('LegParked', (event) => event.legId === legId);
      await ring(harness.extensions[0], 10, legId);
      await harness.wait(500);
      const legs = await harness.switch.legs();
      expect(legs.ok && legs.value.map((leg) => leg.legId)).toEqual([legId]);
    });

    it.each([
      ['refuses-busy', 'busy'], ['refuses-rejected', 'rejected'],
    ] as const)('tells once that a phone %s', async (habit, cause) => {
      harness.phone(harness.extensions[0], habit);
      const legId = await ring(harness.extensions[0]);
      expect(await log.next('CommandFailed')).toMatchObject({ legId, command: 'OriginateLeg', cause, callId: 'call-1' });
      expect(await log.next('LegEnded')).toMatchObject({ legId, cause, endedBy: 'far', billableSeconds: 0 });
      await harness.wait(300);
      expect(log.events.filter(({ type }) => type === 'CommandFailed')).toHaveLength(1);
    });

    it('gives up after the ring time', async () => {
      harness.phone(harness.extensions[0], 'rings');
      const legId = await ring(harness.extensions[0], 1);
      expect(await log.next('CommandFailed')).toMatchObject({ legId, cause: 'no-answer' });
      expect(await log.next('LegEnded')).toMatchObject({ legId, cause: 'no-answer' });
    });

    it('withdraws a ringing leg', async () => {
      harness.phone(harness.extensions[0], 'rings');
      const legId = await ring(harness.extensions[0]);
      await log.next('LegProgress');
      await must({ type: 'HangUp', legId, reason: 'cancelled' });
      expect(await log.next('CommandFailed')).toMatchObject({ legId, cause: 'cancelled' });
    });

    it('says why there is nothing to ring', async () => {
      await ring(harness.unregistered);
      expect(await log.next('CommandFailed')).toMatchObject({ cause: 'not-registered' });
      log.clear();
      await ring('59999');
      expect(await log.next('CommandFailed')).toMatchObject({ cause: 'unknown-extension' });
      log.clear();
      await must({ type: 'OriginateLeg', legId: randomUUID(), callId: 'call-1', to: { kind: 'trunk', trunk: 'nowhere', number: '48221234567' }, callerId: { number: '48221000100' }, ringSeconds: 5, parkAfterBridge: true });
      expect(await log.next('CommandFailed')).toMatchObject({ cause: 'unknown-trunk' });
    });

    it('bridges, shows both in the snapshot, and parks both again', async () => {
      const { customer, agent } = await talking();
      const legs = await harness.switch.legs();
      const places = legs.ok ? Object.fromEntries(legs.value.map((leg) => [leg.legId, [leg.place, leg.bridgedWith, leg.callId]])) : {};
      expect(places).toEqual({ [customer]: ['bridged', agent, 'call-1'], [agent]: ['bridged', customer, 'call-1'] });
      log.clear();
      await must({ type: 'UnbridgeLeg', legId: customer });
      await log.next('LegUnbridged');
      await log.next('LegParked', (event) => event.legId === customer);
      await log.next('LegParked', (event) => event.legId === agent);
    });

    it('holds with music and resumes without leaving the bridge', async () => {
      const { customer } = await talking();
      await must({ type: 'HoldLeg', legId: customer });
      await harness.wait(300);
      expect(await snapshotOf(customer)).toMatchObject({ held: true, place: 'bridged' });
      await must({ type: 'ResumeLeg', legId: customer });
      await harness.wait(300);
      expect(await snapshotOf(customer)).toMatchObject({ held: false, place: 'bridged' });
    });

    it('mutes and unmutes', async () => {
      const { agent } = await talking();
      await must({ type: 'MuteLeg', legId: agent });
      expect(await snapshotOf(agent)).toMatchObject({ muted: true });
      await must({ type: 'UnmuteLeg', legId: agent });
      expect(await snapshotOf(agent)).toMatchObject({ muted: false });
    });

    it('keeps the customer when the agent hangs up, and the other way round', async () => {
      const { customer, agent } = await talking();
      log.clear();
      await harness.phoneHangsUp(harness.extensions[0]);
      expect(await log.next('LegEnded')).toMatchObject({ legId: agent, cause: 'normal', endedBy: 'far' });
      await log.next('LegParked', (event) => event.legId === customer);
      const again = await ring(harness.extensions[0]);
      await log.next('LegParked', (event) => event.legId === again);
      await must({ type: 'BridgeLegs', legId: customer, withLegId: again });
      await log.next('LegBridged');
      log.clear();
      await harness.callerHangsUp();
      expect(await log.next('LegEnded')).toMatchObject({ legId: customer, direction: 'inbound', endedBy: 'far' });
      await log.next('LegParked', (event) => event.legId === again);
    });

    it('consults: a second party, then the customer to that party', async () => {
      const { customer, agent } = await talking();
      await must({ type: 'UnbridgeLeg', legId: customer });
      await log.next('LegUnbridged');
      await must({ type: 'StartMusic', legId: customer });
      harness.phone(harness.extensions[1], 'answers');
      const other = await ring(harness.extensions[1]);
      await log.next('LegParked', (event) => event.legId === other);
      await must({ type: 'BridgeLegs', legId: agent, withLegId: other });
      await log.next('LegBridged', (event) => event.otherLegId === other);
      log.clear();
      await must({ type: 'BridgeLegs', legId: customer, withLegId: other });
      await log.next('LegBridged', (event) => event.legId === customer && event.otherLegId === other);
      await log.next('LegParked', (event) => event.legId === agent);
    });

    it('transfers blindly, and parks the customer when the party does not take it', async () => {
      const customer = await answered();
      harness.phone(harness.extensions[1], 'refuses-busy');
      const transfer = { type: 'TransferLeg', legId: customer, callId: 'call-1', to: target(harness.extensions[1]), callerId: { number: '+48600100200' }, ringSeconds: 5 } as const;
      await must({ ...transfer, newLegId: randomUUID() }, 'transfer-1');
      expect(await log.next('CommandFailed')).toMatchObject({ commandId: 'transfer-1', command: 'TransferLeg', cause: 'busy', legId: customer });
      await log.next('LegParked', (event) => event.legId === customer);
      log.clear();
      harness.phone(harness.extensions[1], 'answers');
      const newLegId = randomUUID();
      await must({ ...transfer, newLegId }, 'transfer-2');
      await log.next('LegBridged', (event) => event.legId === customer && event.otherLegId === newLegId);
      await harness.phoneHangsUp(harness.extensions[1]);
      await log.next('LegEnded', (event) => event.legId === newLegId);
      await log.next('LegParked', (event) => event.legId === customer);
    });

    it('joins three legs in a conference and takes one out', async () => {
      const { customer, agent } = await talking();
      for (const legId of [agent, customer]) await must({ type: 'JoinConference', legId, conferenceId: 'c1' });
      await harness.wait(500);
      expect(await snapshotOf(customer)).toMatchObject({ place: 'conference' });
      expect(await snapshotOf(agent)).toMatchObject({ place: 'conference' });
      log.clear();
      await must({ type: 'LeaveConference', legId: agent });
      await log.next('LegParked', (event) => event.legId === agent);
    });

    it('records in stereo and tells the file and its length', async () => {
      const { agent } = await talking();
      const path = harness.recordingPath('contract.wav');
      await must({ type: 'StartRecording', legId: agent, path });
      await harness.wait(1000);
      await must({ type: 'MaskRecording', legId: agent, path });
      await harness.wait(300);
      await must({ type: 'UnmaskRecording', legId: agent, path });
      await harness.wait(300);
      await must({ type: 'StopRecording', legId: agent, path });
      const ended = await log.next('RecordingEnded');
      expect(ended).toMatchObject({ path, legId: agent, callId: 'call-1' });
      expect(ended.durationMs).toBeGreaterThan(900);
    });

    it('ends a recording with its leg', async () => {
      const legId = await answered();
      await must({ type: 'StartRecording', legId, path: harness.recordingPath('hang-up.wav') });
      await harness.wait(500);
      await harness.callerHangsUp();
      await log.next('RecordingEnded');
      await log.next('LegEnded');
    });

    it('listens, whispers and stops', async () => {
      const { agent } = await talking();
      harness.phone(harness.extensions[1], 'answers');
      const supervisor = randomUUID();
      await must({ type: 'SuperviseLeg', legId: supervisor, callId: null, targetLegId: agent, to: target(harness.extensions[1]), callerId: { number: '1' }, ringSeconds: 5, mode: 'whisper' });
      await log.next('LegAnswered', (event) => event.legId === supervisor);
      await harness.wait(300);
      expect(await snapshotOf(supervisor)).toMatchObject({ place: 'supervising' });
      await must({ type: 'ChangeSupervision', legId: supervisor, mode: 'barge' });
      await must({ type: 'StopSupervising', legId: supervisor });
      await log.next('LegEnded', (event) => event.legId === supervisor);
      expect(log.events.filter(({ type }) => type === 'DigitReceived')).toHaveLength(0);
    });

    it('hangs up by schedule', async () => {
      const legId = await answered();
      await must({ type: 'ScheduleHangUp', legId, afterSeconds: 1, reason: 'time-limit' });
      expect(await log.next('LegEnded')).toMatchObject({ legId, cause: 'time-limit', endedBy: 'near' });
    });

    it('acknowledges a hang-up of a leg that is gone, refuses anything else for it', async () => {
      const legId = randomUUID();
      expect(await send({ type: 'HangUp', legId, reason: 'normal' })).toMatchObject({ ok: true, value: { repeated: true } });
      expect(await send({ type: 'AnswerLeg', legId })).toEqual({ ok: false, refusal: { code: 'leg-not-found', legId } });
      expect(await send({ type: 'Play', legId, media: [{ kind: 'silence', ms: 10 }] })).toEqual({ ok: false, refusal: { code: 'leg-not-found', legId } });
    });

    it('refuses text that could become a second command', async () => {
      const legId = await answered();
      expect(await send({ type: 'SetVariables', legId, variables: { note: 'a\n\napi hupall' } })).toMatchObject({ ok: false, refusal: { code: 'invalid', field: 'variables.note' } });
      expect(await send({ type: 'HangUp', legId: 'x\napi hupall', reason: 'normal' })).toMatchObject({ ok: false, refusal: { code: 'invalid', field: 'legId' } });
    });

    it('keeps calls through a lost connection and shows them with our facts', async () => {
      const { customer, agent } = await talking();
      log.clear();
      await harness.breakConnection(500);
      await log.next('SwitchLost');
      expect(await send({ type: 'HoldLeg', legId: customer })).toMatchObject({ ok: false, refusal: { code: 'not-connected' } });
      const connected = await log.next('SwitchConnected');
      expect(connected.how).toBe('resumed');
      const legs = Object.fromEntries(connected.legs.map((leg) => [leg.legId, leg]));
      expect(legs[customer]).toMatchObject({ callId: 'call-1', bridgedWith: agent, place: 'bridged', variables: { queue: 'sales', note: 'first' } });
    });

    it('notices that the switch was restarted', async () => {
      log.clear();
      const before = await harness.switch.legs();
      expect(before).toMatchObject({ ok: true });
      await harness.restart();
      await log.next('SwitchLost');
      expect((await log.next('SwitchConnected', undefined, 30_000)).how).toBe('restarted');
    }, 60_000);

    const snapshotOf = async (legId: string): Promise<unknown> => {
      const legs = await harness.switch.legs();
      return legs.ok ? legs.value.find((leg) => leg.legId === legId) : legs;
    };
  });
}

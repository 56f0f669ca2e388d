import { randomUUID } from 'node:crypto';
import type { ContractRun } from './contract-run';

/** What a leg hears, says in digits, and what is recorded. */
export function audioContract(run: ContractRun): void {
  it('answers, plays to the end and tells so with the id of the command', async () => {
    const legId = await run.answered();
    await run.must({ type: 'Play', legId, media: [{ kind: 'file', path: run.harness.prompt.path }] }, 'prompt-1');
    expect(await run.log.next('PlaybackEnded')).toMatchObject({
      playbackId: 'prompt-1',
      result: 'finished',
      callId: 'call-1',
    });
  });

  it('interrupts music by an announcement', async () => {
    const legId = await run.answered();
    await run.must({ type: 'StartMusic', legId });
    await run.harness.wait(300);
    await run.must(
      {
        type: 'Play',
        legId,
        interrupt: true,
        media: [
          { kind: 'tone', frequencies: [425], ms: 300 },
          { kind: 'silence', ms: 100 },
        ],
      },
      'tone-1',
    );
    expect(await run.log.next('PlaybackEnded')).toMatchObject({ playbackId: 'tone-1', result: 'finished' });
  });

  it.each([0, 5, 15, 25, 60])('stops music that was ordered %i ms before', async (ms) => {
    const legId = await run.answered();
    const silence = [{ kind: 'silence', ms: 100 }] as const;
    const ended = (id: string) => run.log.next('PlaybackEnded', ({ playbackId }) => playbackId === id, 2000);
    const orders = [run.must({ type: 'StartMusic', legId })];
    await run.harness.wait(ms);
    orders.push(run.must({ type: 'Play', legId, interrupt: true, media: silence }, `instead-${ms}`));
    expect(await ended(`instead-${ms}`)).toMatchObject({ result: 'finished' });
    orders.push(run.must({ type: 'StartMusic', legId }));
    await run.harness.wait(ms);
    orders.push(run.must({ type: 'StopMusic', legId }));
    await run.harness.wait(200);
    orders.push(run.must({ type: 'Play', legId, media: silence }, `afterwards-${ms}`));
    expect(await ended(`afterwards-${ms}`)).toMatchObject({ result: 'finished' });
    await Promise.all(orders);
  });

  it('plays music of several files again and again until something else is to be heard', async () => {
    const legId = await run.answered();
    const files = [run.harness.prompt.path, run.harness.prompt.path];
    await run.must({ type: 'StartMusic', legId, files });
    await run.harness.wait(run.harness.prompt.ms * 2 + 1_500);
    // What waits for its turn does not get it: the music has begun again.
    await run.must({ type: 'Play', legId, media: [{ kind: 'silence', ms: 100 }] }, 'in-turn');
    await run.harness.wait(700);
    expect(run.log.events.filter(({ type }) => type === 'PlaybackEnded')).toEqual([]);
    run.log.clear();
    await run.must({ type: 'Play', legId, interrupt: true, media: [{ kind: 'silence', ms: 200 }] }, 'after-music');
    const ended = await run.log.next('PlaybackEnded', ({ playbackId }) => playbackId === 'after-music');
    expect(ended).toMatchObject({ result: 'finished' });
  });

  it('plays one after the other what is not to interrupt', async () => {
    const legId = await run.answered();
    await run.must({ type: 'Play', legId, media: [{ kind: 'silence', ms: 800 }] }, 'turn-1');
    await run.must({ type: 'Play', legId, media: [{ kind: 'silence', ms: 100 }] }, 'turn-2');
    await run.log.next('PlaybackEnded', (event) => event.playbackId === 'turn-2');
    expect(
      run.log.events.flatMap((event) => (event.type === 'PlaybackEnded' ? [[event.playbackId, event.result]] : [])),
    ).toEqual([
      ['turn-1', 'finished'],
      ['turn-2', 'finished'],
    ]);
  });

  it('stops a playback and tells that it was interrupted', async () => {
    const legId = await run.answered();
    await run.must({ type: 'Play', legId, media: [{ kind: 'file', path: run.harness.prompt.path }] }, 'prompt-2');
    await run.harness.wait(400);
    await run.must({ type: 'StopPlaying', legId });
    expect(await run.log.next('PlaybackEnded')).toMatchObject({ playbackId: 'prompt-2', result: 'interrupted' });
  });

  it('tells of a file that cannot be played', async () => {
    const legId = await run.answered();
    await run.must({ type: 'Play', legId, media: [{ kind: 'file', path: '/nonexistent/prompt.wav' }] }, 'prompt-3');
    expect(await run.log.next('PlaybackEnded')).toMatchObject({ playbackId: 'prompt-3', result: 'failed' });
  });

  it('collects digits up to the terminator', async () => {
    const legId = await run.answered();
    await run.must(
      {
        type: 'CollectDigits',
        legId,
        prompt: [{ kind: 'file', path: run.harness.prompt.path }],
        minimum: 1,
        maximum: 6,
        attempts: 1,
        timeoutMs: 3000,
        interDigitTimeoutMs: 2000,
        terminators: '#',
      },
      'menu-1',
    );
    await run.harness.wait(500);
    await run.harness.callerPresses('42#');
    expect(await run.log.next('DigitsCollected')).toMatchObject({ collectionId: 'menu-1', digits: '42' });
    expect(run.log.events.filter(({ type }) => type === 'DigitReceived')).toHaveLength(3);
  });

  it('gives no digits when none are pressed in all attempts', async () => {
    const legId = await run.answered();
    await run.must(
      {
        type: 'CollectDigits',
        legId,
        prompt: [{ kind: 'silence', ms: 100 }],
        minimum: 1,
        maximum: 1,
        attempts: 2,
        timeoutMs: 500,
        interDigitTimeoutMs: 500,
        terminators: '',
      },
      'menu-2',
    );
    expect(await run.log.next('DigitsCollected')).toMatchObject({ collectionId: 'menu-2', digits: '' });
  });

  it('records in stereo and tells the file and its length', async () => {
    const { agent } = await run.talking();
    const path = run.harness.recordingPath('contract.wav');
    await run.must({ type: 'StartRecording', legId: agent, path });
    await run.harness.wait(1000);
    await run.must({ type: 'MaskRecording', legId: agent, path });
    await run.harness.wait(300);
    await run.must({ type: 'UnmaskRecording', legId: agent, path });
    await run.harness.wait(300);
    await run.must({ type: 'StopRecording', legId: agent, path });
    const ended = await run.log.next('RecordingEnded');
    expect(ended).toMatchObject({ path, legId: agent, callId: 'call-1' });
    expect(ended.durationMs).toBeGreaterThan(900);
  });

  it('records a message until its longest time, then tells of its file and its end', async () => {
    const legId = await run.answered();
    const path = run.harness.recordingPath('message.wav');
    const message = { path, maximumSeconds: 2, silenceSeconds: null, terminators: '#' };
    await run.must({ type: 'RecordMessage', legId, ...message }, 'message-1');
    const ended = await run.log.next('RecordingEnded');
    expect(ended).toMatchObject({ path, legId, callId: 'call-1' });
    expect(ended.durationMs).toBeGreaterThan(1500);
    // FreeSWITCH counts whole seconds of the clock: two of them may last nearly three.
    expect(ended.durationMs).toBeLessThan(3100);
    expect(await run.log.next('PlaybackEnded')).toMatchObject({ playbackId: 'message-1', callId: 'call-1' });
  });

  it('ends a message by a digit, by a command, and with its leg', async () => {
    const legId = await run.answered();
    const message = { type: 'RecordMessage', legId, maximumSeconds: 60, silenceSeconds: 20, terminators: '#' } as const;
    await run.must({ ...message, path: run.harness.recordingPath('by-digit.wav') }, 'by-digit');
    await run.harness.wait(800);
    await run.harness.callerPresses('5#');
    const first = await run.log.next('RecordingEnded', ({ path }) => path.endsWith('by-digit.wav'));
    expect(first.durationMs).toBeGreaterThan(500);
    expect(first.durationMs).toBeLessThan(4000);
    await run.log.next('PlaybackEnded', ({ playbackId }) => playbackId === 'by-digit');
    await run.must({ ...message, path: run.harness.recordingPath('by-command.wav') }, 'by-command');
    await run.harness.wait(500);
    await run.must({ type: 'StopPlaying', legId });
    await run.log.next('RecordingEnded', ({ path }) => path.endsWith('by-command.wav'));
    await run.log.next('PlaybackEnded', ({ playbackId }) => playbackId === 'by-command');
    await run.must({ ...message, path: run.harness.recordingPath('by-hang-up.wav') }, 'by-hang-up');
    await run.harness.wait(500);
    await run.harness.callerHangsUp();
    await run.log.next('RecordingEnded', ({ path }) => path.endsWith('by-hang-up.wav'));
    await run.log.next('LegEnded');
    expect(run.log.events).not.toContainEqual(expect.objectContaining({ playbackId: 'by-hang-up' }));
  });

  it('ends the leg whose message cannot be written', async () => {
    const legId = await run.answered();
    const message = { path: '/proc/nowhere/message.wav', maximumSeconds: 5, silenceSeconds: null, terminators: '' };
    await run.must({ type: 'RecordMessage', legId, ...message });
    expect(await run.log.next('LegEnded')).toMatchObject({
      legId,
      endedBy: 'near',
      rawCause: 'DESTINATION_OUT_OF_ORDER',
    });
    expect(run.log.events.filter(({ type }) => type === 'RecordingEnded')).toEqual([]);
  });

  it('lets us hear what the leg says, until we stop, and is no recording', async () => {
    const legId = await run.answered();
    const frames: Int16Array[] = [];
    const listening = await run.harness.switch.listen(legId, (frame) => frames.push(frame));
    if (!listening.ok) throw new Error(listening.refusal.code);
    await run.harness.wait(1200);
    expect(frames.length).toBeGreaterThan(40);
    expect(frames.length).toBeLessThan(75);
    expect(new Set(frames.map(({ length }) => length))).toEqual(new Set([160]));
    await listening.value.stop();
    await run.harness.wait(200);
    const stopped = frames.length;
    await run.harness.wait(500);
    expect(frames).toHaveLength(stopped);
    expect(run.log.events.filter(({ type }) => type === 'RecordingEnded')).toEqual([]);
  });

  it('hears nobody on a leg that is gone', async () => {
    const heard = await run.harness.switch.listen(randomUUID(), () => undefined);
    expect(heard).toMatchObject({ ok: false, refusal: { code: 'leg-not-found' } });
  });

  it('ends a recording with its leg', async () => {
    const legId = await run.answered();
    await run.must({ type: 'StartRecording', legId, path: run.harness.recordingPath('hang-up.wav') });
    await run.harness.wait(500);
    await run.harness.callerHangsUp();
    await run.log.next('RecordingEnded');
    await run.log.next('LegEnded');
  });
}

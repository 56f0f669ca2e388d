import type { EslEvent } from './esl';
import { goldenStream, type GoldenName } from '../simulator/golden-stream';
import type { SwitchEvent } from '../port/switch-event';
import { toSwitchEvents, type LegMemories } from './to-switch-event';

const translate = (name: GoldenName): SwitchEvent[] => {
  const memories: LegMemories = new Map();
  return goldenStream(name).flatMap((event) => toSwitchEvents(event, 'switch-1', memories));
};
const count = (events: readonly SwitchEvent[], type: SwitchEvent['type']): number =>
  events.filter((event) => event.type === type).length;

describe('captured streams in our words', () => {
  it('a call through menu, queue, bridge, recording', () => {
    const events = translate('inbound-park-ivr-queue-bridge-record');
    const [arrived] = events.filter((event) => event.type === 'LegArrived');
    expect(arrived).toMatchObject({
      ani: '48600100200',
      dnis: '22100',
      displayName: 'Jan Kowalski',
      trunk: 'trunk-pl-1',
      at: 1795368396694,
    });
    expect(count(events, 'LegArrived')).toBe(1);
    expect(events.flatMap((event) => (event.type === 'DigitReceived' ? [event.digit] : [])).join('')).toBe('1234#');
    expect(events.find((event) => event.type === 'RecordingEnded')).toMatchObject({ durationMs: 3500 });
    expect(events.filter((event) => event.type === 'LegEnded')).toMatchObject([
      { cause: 'busy', rawCause: 'USER_BUSY', q850: 17, endedBy: 'near', billableSeconds: 16 },
      { cause: 'normal', q850: 16 },
    ]);
    expect([count(events, 'LegBridged'), count(events, 'LegUnbridged')]).toEqual([2, 2]);
  });

  it('every way in which a phone does not answer', () => {
    const ended = translate('hold-consult-transfer-conference').flatMap((event) =>
      event.type === 'LegEnded' && event.billableSeconds === 0 && event.direction === 'outbound'
        ? [[event.cause, event.sipStatus, event.endedBy]]
        : [],
    );
    expect(ended).toEqual([
      ['no-answer', null, 'near'],
      ['busy', 486, 'far'],
      ['rejected', 603, 'far'],
      ['unavailable', 480, 'far'],
      ['unallocated', 404, 'far'],
      ['network-failure', 503, 'far'],
      ['network-failure', 503, 'far'],
      ['cancelled', null, 'near'],
    ]);
  });

  it('lost audio and time limits', () => {
    const causes = translate('originate-failures').flatMap((event) => (event.type === 'LegEnded' ? [event.cause] : []));
    expect(causes).toEqual(expect.arrayContaining(['media-lost', 'time-limit', 'congestion', 'unallocated']));
    expect(causes).not.toContain('failed');
  });

  it('phones that sign in, sign out and close their tab', () => {
    const phones = translate('webrtc-register-and-call').flatMap((event) =>
      event.type === 'PhoneRegistered'
        ? [`${event.extension} in`]
        : event.type === 'PhoneUnregistered'
          ? [`${event.extension} ${event.reason}`]
          : [],
    );
    expect(phones).toEqual([
      '1002 in',
      '1002 closed',
      '1002 in',
      '1002 signed-out',
      '1001 in',
      '1001 in',
      '1002 in',
      '1001 signed-out',
      '1001 signed-out',
    ]);
  });

  it('keeps our own orders to a supervising leg to itself', () => {
    const events = translate('eavesdrop-whisper-barge');
    expect(count(events, 'DigitReceived')).toBe(4);
  });

  it('knows the call of a leg from what we stored on it', () => {
    const events = translate('esl-loss-and-switch-kill');
    expect(events.find((event) => event.type === 'LegBridged')).toMatchObject({ callId: 'call-77' });
  });
});

describe('an originate that came to nothing', () => {
  const job = (body: string, application = '&park()') => ({
    'Event-Name': 'BACKGROUND_JOB',
    'Event-Date-Timestamp': '1795368396694864',
    'Job-UUID': 'l',
    'Job-Command': 'originate',
    'Job-Command-Arg': `{origination_uuid=l-1,cc_call_id=c-1,cc_command=cmd-1,park_after_bridge=true}user/1@h ${application}`,
    _body: body,
  });

  it('is told from the job alone, so that another process than the sender understands it', () => {
    expect(toSwitchEvents(job('-ERR USER_NOT_REGISTERED\n'), 'n', new Map())).toEqual([
      {
        type: 'CommandFailed',
        nodeId: 'n',
        at: 1795368396694,
        legId: 'l-1',
        callId: 'c-1',
        commandId: 'cmd-1',
        command: 'OriginateLeg',
        cause: 'not-registered',
        rawCause: 'USER_NOT_REGISTERED',
      },
    ]);
    expect(toSwitchEvents(job('-ERR NO_ANSWER\n', '&eavesdrop(x)'), 'n', new Map())).toMatchObject([
      { command: 'SuperviseLeg', cause: 'no-answer' },
    ]);
  });

  it('says nothing of one that was answered', () => {
    expect(toSwitchEvents(job('+OK l-1\n'), 'n', new Map())).toEqual([]);
  });
});

describe('a leg that parks as soon as it is taken', () => {
  const told = (name: string, extra: Record<string, string> = {}): EslEvent => ({
    'Event-Name': name,
    'Unique-ID': 'l-1',
    'Call-Direction': 'outbound',
    'Answer-State': 'answered',
    'Event-Date-Timestamp': name === 'CHANNEL_ANSWER' ? '1000000' : '1020000',
    ...extra,
  });

  it('counts as taken only when it is parked', () => {
    const memories = new Map();
    expect(toSwitchEvents(told('CHANNEL_ANSWER', { variable_cc_parks: 'true' }), 'n', memories)).toEqual([]);
    expect(toSwitchEvents(told('CHANNEL_PARK', { variable_cc_parks: 'true' }), 'n', memories)).toMatchObject([
      { type: 'LegAnswered', legId: 'l-1', at: 1020 },
      { type: 'LegParked', legId: 'l-1', at: 1020 },
    ]);
    expect(toSwitchEvents(told('CHANNEL_PARK', { variable_cc_parks: 'true' }), 'n', memories)).toMatchObject([
      { type: 'LegParked' },
    ]);
  });

  it('is told at once of every other leg', () => {
    expect(toSwitchEvents(told('CHANNEL_ANSWER'), 'n', new Map())).toMatchObject([{ type: 'LegAnswered' }]);
  });
});

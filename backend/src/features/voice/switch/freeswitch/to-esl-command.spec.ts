import fc from 'fast-check';
import type { SwitchCommand } from '../port/switch-command';
import type { EslStep } from './esl-step';
import { toEslSteps } from './to-esl-command';

const names = { domain: '10.0.0.1' };
const leg = { id: 'cmd-1', nodeId: 'switch-1', legId: '11111111-1111-4111-a111-111111111111' } as const;

const linesOf = (command: SwitchCommand): string[] => {
  const steps = toEslSteps(command, names);
  if (!steps.ok) throw new Error(`${steps.refusal.field} ${steps.refusal.rule}`);
  return steps.value.map(written);
};
function written(step: EslStep): string {
  if (step.kind === 'break') return `break ${step.legId}`;
  if (step.kind !== 'execute') return step.line;
  return `${step.interrupts ? 'break, ' : ''}${step.legId} ${step.application} ${step.argument} [${step.eventId}]`;
}
const L = leg.legId;

describe('commands in the words of the switch', () => {
  it.each<[SwitchCommand, string[]]>([
    [{ ...leg, type: 'AnswerLeg' }, [`uuid_answer ${L}`, `sched_del ${L}`]],
    [
      {
        ...leg,
        type: 'Play',
        media: [
          { kind: 'file', path: '/p/a.wav' },
          { kind: 'silence', ms: 250 },
        ],
      },
      [`${L} playback file_string:///p/a.wav!silence_stream://250 [play:cmd-1]`],
    ],
    [
      { ...leg, type: 'Play', media: [{ kind: 'tone', frequencies: [425], ms: 500 }], interrupt: true },
      [`break, ${L} playback tone_stream://%(500,0,425) [play:cmd-1]`],
    ],
    [
      { ...leg, type: 'StartMusic', stream: 'moh', files: ['/p/a.wav', '/p/b.wav'] },
      [`break, ${L} playback file_string://${'/p/a.wav!/p/b.wav!'.repeat(50)}local_stream://moh [music:cmd-1]`],
    ],
    [
      { ...leg, type: 'HoldLeg' },
      [`break, ${L} playback local_stream://moh [music:cmd-1]`, `uuid_setvar ${L} cc_held true`],
    ],
    [{ ...leg, type: 'ResumeLeg' }, [`break ${L}`, `uuid_setvar ${L} cc_held`]],
    [{ ...leg, type: 'MuteLeg' }, [`uuid_audio ${L} start read mute 1`, `uuid_setvar ${L} cc_muted true`]],
    [{ ...leg, type: 'UnbridgeLeg' }, [`uuid_transfer ${L} -both park inline`]],
    [
      { ...leg, type: 'StartRecording', path: '/r/x.wav' },
      [`uuid_setvar ${L} RECORD_STEREO true`, `uuid_record ${L} start /r/x.wav`],
    ],
    [
      { ...leg, type: 'RecordMessage', path: '/r/m.wav', maximumSeconds: 60, silenceSeconds: 5, terminators: '#' },
      [`uuid_setvar ${L} playback_terminators #`, `${L} record /r/m.wav 60 200 5 [record:cmd-1]`],
    ],
    [{ ...leg, type: 'HangUp', reason: 'busy' }, [`uuid_kill ${L} USER_BUSY`]],
    [
      { ...leg, type: 'ScheduleHangUp', afterSeconds: 30, reason: 'time-limit' },
      [`sched_hangup +30 ${L} ALLOTTED_TIMEOUT`],
    ],
    [
      { ...leg, type: 'SetVariables', callId: 'c1', queueId: 'q1', variables: { step: 'menu 2' } },
      [`uuid_setvar_multi ${L} cc_queue=q1;cc_call_id=c1;cc_step=menu 2`],
    ],
    [{ ...leg, type: 'ChangeSupervision', mode: 'whisper' }, [`uuid_recv_dtmf ${L} 2`]],
    [{ ...leg, type: 'JoinConference', conferenceId: '77' }, [`uuid_transfer ${L} conference:cc-77@default inline`]],
  ])('%j', (command, lines) => expect(linesOf(command)).toEqual(lines));

  it('quotes a spoken prompt when it collects digits', () => {
    const [line] = linesOf({
      ...leg,
      type: 'CollectDigits',
      prompt: [{ kind: 'say', text: "Wybierz 1, it's ok!", voice: 'pl' }],
      minimum: 1,
      maximum: 2,
      attempts: 3,
      timeoutMs: 5000,
      interDigitTimeoutMs: 2000,
      terminators: '#',
    });
    expect(line).toBe(
      `${L} play_and_get_digits 1 2 3 5000 # 'tts://tts_commandline|pl|Wybierz 1 it’s ok' silence_stream://250 cc_digits \\d+ 2000 [digits:cmd-1]`,
    );
  });

  it('dials with an id of ours and makes a caller’s name harmless', () => {
    const [line] = linesOf({
      ...leg,
      type: 'OriginateLeg',
      callId: 'c1',
      to: { kind: 'extension', extension: '1001' },
      callerId: { number: '+48600100200', name: "Jan\r\n'K', {x=1}" },
      ringSeconds: 20,
      parkAfterBridge: true,
      mediaTimeoutMs: 4000,
      phoneHeaders: { Call: '77' },
    });
    expect(line).toBe(
      `originate {origination_uuid=${L},origination_caller_id_number=+48600100200,origination_caller_id_name='Jan ’K’ x=1',originate_timeout=20,ignore_early_media=true,cc_call_id=c1,cc_command=cmd-1,cc_parks=true,park_after_bridge=true,hangup_after_bridge=false,media_timeout=4000,sip_h_X-CC-Call=77}user/1001@10.0.0.1 &park()`,
    );
  });

  it('transfers through an inline dialplan with a separator that no dial string has', () => {
    const lines = linesOf({
      ...leg,
      type: 'TransferLeg',
      callId: 'c1',
      newLegId: 'n-1',
      to: { kind: 'trunk', trunk: 'pl-1', number: '48221' },
      callerId: { number: '48600' },
      ringSeconds: 15,
    });
    expect(lines[1]).toBe(
      `uuid_transfer ${L} m:^:set:continue_on_fail=true^set:hangup_after_bridge=false^bridge:{origination_uuid=n-1,originate_timeout=15,ignore_early_media=true,cc_call_id=c1}sofia/gateway/pl-1/48221^park inline`,
    );
  });

  it.each<[string, SwitchCommand, string]>([
    ['a leg', { ...leg, legId: 'x\n\napi hupall', type: 'AnswerLeg' }, 'legId'],
    ['a path', { ...leg, type: 'StartRecording', path: '/r/a b.wav' }, 'path'],
    ['a relative path', { ...leg, type: 'Play', media: [{ kind: 'file', path: 'a.wav' }] }, 'media.0.path'],
    [
      'a number',
      {
        ...leg,
        type: 'OriginateLeg',
        callId: 'c',
        to: { kind: 'trunk', trunk: 't', number: '1\r2' },
        callerId: { number: '1' },
        ringSeconds: 5,
        parkAfterBridge: true,
      },
      'to.number',
    ],
    ['a reserved variable', { ...leg, type: 'SetVariables', variables: { held: 'true' } }, 'variables.held'],
    ['a semicolon', { ...leg, type: 'SetVariables', variables: { note: 'a;b' } }, 'variables.note'],
    ['no digits', { ...leg, type: 'SendDigits', digits: '' }, 'digits'],
    [
      'a ring time',
      {
        ...leg,
        type: 'SuperviseLeg',
        callId: null,
        targetLegId: 't',
        to: { kind: 'extension', extension: '1' },
        callerId: { number: '1' },
        ringSeconds: 0,
        mode: 'listen',
      },
      'ringSeconds',
    ],
  ])('refuses %s and names the field', (_what, command, field) => {
    expect(toEslSteps(command, names)).toMatchObject({ ok: false, refusal: { code: 'invalid', field } });
  });

  it('never writes a second line, whatever the text', () => {
    const anything = fc.string({ unit: 'binary' });
    fc.assert(
      fc.property(anything, anything, anything, (first, second, third) => {
        const commands: SwitchCommand[] = [
          { ...leg, type: 'SetVariables', callId: first, variables: { note: second } },
          {
            ...leg,
            type: 'Play',
            media: [
              { kind: 'file', path: `/${first}` },
              { kind: 'say', text: second, voice: 'pl' },
            ],
          },
          {
            ...leg,
            type: 'OriginateLeg',
            callId: 'c',
            to: { kind: 'extension', extension: first || '1' },
            callerId: { number: '1', name: third },
            ringSeconds: 5,
            parkAfterBridge: false,
            variables: { v: second },
          },
        ];
        for (const command of commands) {
          const steps = toEslSteps(command, names);
          if (steps.ok) for (const step of steps.value) expect(written(step)).not.toMatch(/[\r\n\0]/);
        }
      }),
    );
  });
});

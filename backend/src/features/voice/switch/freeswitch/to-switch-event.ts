import type { CallId, LegId, NodeId } from '../port/leg';
import type { CommandFailed, LegEnded, SwitchEvent } from '../port/switch-event';
import { toCause } from './causes';
import { eventName, header, numberHeader, type EslEvent } from './esl';
import {
  CALL_VARIABLE,
  DIGITS_MARK,
  DIGITS_VARIABLE,
  PARKS_VARIABLE,
  PLAY_MARK,
  RECORD_MARK,
  TRANSFER_VARIABLE,
} from './esl-step';
import { phoneRegistered, phoneUnregistered, trunkStateChanged } from './to-line-event';
import { SOUND_ENDING } from './sound/sound-pipes';

/** What the adapter remembers of live legs; it can be rebuilt from a snapshot at any time. */
export interface LegMemory {
  callId: CallId | null;
  /** How the last playback ended; the event of its end comes right after and does not say. */
  playbackStatus: string;
  /** A leg that parks as soon as it is taken has parked, so that it was told of as taken. */
  taken: boolean;
}

export type LegMemories = Map<LegId, LegMemory>;

/** The switch's own time, microseconds in the header. */
export const eventTime = (event: EslEvent): number =>
  Math.floor((numberHeader(event, 'Event-Date-Timestamp') ?? 0) / 1000);

/** What one event of the switch means to us; most mean nothing. Only `memories` changes. */
export function toSwitchEvents(event: EslEvent, nodeId: NodeId, memories: LegMemories): SwitchEvent[] {
  const at = eventTime(event);
  switch (eventName(event)) {
    case 'BACKGROUND_JOB':
      return jobFailed(event, nodeId);
    case 'sofia::register':
      return [phoneRegistered(event, { nodeId, at })];
    case 'sofia::unregister':
    case 'sofia::expire':
      return [phoneUnregistered(event, { nodeId, at })];
    case 'sofia::gateway_state':
      return [trunkStateChanged(event, { nodeId, at })];
    default:
      return legEvents(event, nodeId, memories);
  }
}

function legEvents(event: EslEvent, nodeId: NodeId, memories: LegMemories): SwitchEvent[] {
  const legId = header(event, 'Unique-ID');
  if (legId === '') return [];
  const known = memories.get(legId);
  const callId = header(event, `variable_${CALL_VARIABLE}`) || known?.callId || null;
  if (known) known.callId = callId;
  const common = { nodeId, at: eventTime(event), legId, callId };
  const outbound = header(event, 'Call-Direction') === 'outbound';
  switch (header(event, 'Event-Name')) {
    case 'CHANNEL_PARK':
      return parked(event, common, memories);
    case 'CHANNEL_PROGRESS':
      return outbound ? [{ ...common, type: 'LegProgress', progress: 'ringing' }] : [];
    case 'CHANNEL_PROGRESS_MEDIA':
      return outbound ? [{ ...common, type: 'LegProgress', progress: 'early' }] : [];
    case 'CHANNEL_ANSWER':
      return parksWhenTaken(event) ? [] : [{ ...common, type: 'LegAnswered' }];
    case 'CHANNEL_BRIDGE':
      return [{ ...common, type: 'LegBridged', ...bridgeEnds(event) }];
    case 'CHANNEL_UNBRIDGE':
      return [{ ...common, type: 'LegUnbridged', ...bridgeEnds(event) }];
    case 'DTMF':
      return digit(event, common);
    case 'PLAYBACK_STOP':
      remember(memories, common).playbackStatus = header(event, 'Playback-Status');
      return [];
    case 'CHANNEL_EXECUTE_COMPLETE':
      return executed(event, common, memories);
    case 'RECORD_STOP':
      if (header(event, 'Record-File-Path').endsWith(SOUND_ENDING)) return [];
      return [
        {
          ...common,
          type: 'RecordingEnded',
          path: header(event, 'Record-File-Path'),
          durationMs: numberHeader(event, 'variable_record_ms') ?? 0,
        },
      ];
    case 'CHANNEL_HANGUP_COMPLETE':
      memories.delete(legId);
      return [ended(event, common)];
    default:
      return [];
  }
}

export const parksWhenTaken = (event: EslEvent): boolean => header(event, `variable_${PARKS_VARIABLE}`) === 'true';

interface OfLeg {
  readonly nodeId: NodeId;
  readonly at: number;
  readonly legId: LegId;
  readonly callId: CallId | null;
}

const bridgeEnds = (event: EslEvent) => ({
  legId: header(event, 'Bridge-A-Unique-ID'),
  otherLegId: header(event, 'Bridge-B-Unique-ID'),
});

function remember(memories: LegMemories, { legId, callId }: OfLeg): LegMemory {
  const known = memories.get(legId);
  if (known) return known;
  const fresh: LegMemory = { callId, playbackStatus: '', taken: false };
  memories.set(legId, fresh);
  return fresh;
}

/** The first park of an unanswered inbound leg that no command has claimed is its arrival. */
function parked(event: EslEvent, common: OfLeg, memories: LegMemories): SwitchEvent[] {
  const isNew = !memories.has(common.legId);
  const memory = remember(memories, common);
  if (parksWhenTaken(event) && !memory.taken) {
    memory.taken = true;
    return [
      { ...common, type: 'LegAnswered' },
      { ...common, type: 'LegParked' },
    ];
  }
  const unanswered = header(event, 'Answer-State') !== 'answered';
  if (!isNew || !unanswered || common.callId !== null || header(event, 'Call-Direction') !== 'inbound')
    return [{ ...common, type: 'LegParked' }];
  return [
    {
      ...common,
      type: 'LegArrived',
      ani: withheld(header(event, 'Caller-Caller-ID-Number')),
      dnis: header(event, 'Caller-Destination-Number'),
      displayName: header(event, 'Caller-Caller-ID-Name'),
      trunk: trunkOf((name) => header(event, `variable_${name}`)),
      extension: phoneOf(header(event, 'Caller-Context'), (name) => header(event, `variable_${name}`)),
    },
  ];
}

export const withheld = (number: string): string =>
  /^(anonymous|unknown|restricted|unavailable|0+)$/i.test(number) ? '' : number;

/** The gateway that a call came through, or the name that our dialplan gave it. */
export const trunkOf = (variable: (name: string) => string): string | null =>
  variable('sip_gateway_name') || variable('sip_gateway') || variable('sip_h_X-Trunk') || variable('cc_trunk') || null;

/** Calls of our phones come in their own context, after they have named their account and its password. */
export const phoneOf = (context: string, variable: (name: string) => string): string | null =>
  context === 'phones' ? variable('user_name') || variable('sip_auth_username') || null : null;

/** Digits with source APP are our own orders to an eavesdropping leg. */
function digit(event: EslEvent, common: OfLeg): SwitchEvent[] {
  if (header(event, 'DTMF-Source') === 'APP') return [];
  // The duration counts samples of 8000 a second.
  return [
    {
      ...common,
      type: 'DigitReceived',
      digit: header(event, 'DTMF-Digit'),
      durationMs: Math.round((numberHeader(event, 'DTMF-Duration') ?? 0) / 8),
    },
  ];
}

function executed(event: EslEvent, common: OfLeg, memories: LegMemories): SwitchEvent[] {
  const mark = header(event, 'Application-UUID');
  if (mark.startsWith(PLAY_MARK)) {
    return [
      {
        ...common,
        type: 'PlaybackEnded',
        playbackId: mark.slice(PLAY_MARK.length),
        result: playbackResult(event, memories.get(common.legId)),
      },
    ];
  }
  if (mark.startsWith(DIGITS_MARK)) {
    if (header(event, 'Answer-State') === 'hangup') return [];
    return [
      {
        ...common,
        type: 'DigitsCollected',
        collectionId: mark.slice(DIGITS_MARK.length),
        digits: header(event, `variable_${DIGITS_VARIABLE}`),
      },
    ];
  }
  if (mark.startsWith(RECORD_MARK)) {
    if (header(event, 'Answer-State') === 'hangup') return [];
    return [{ ...common, type: 'PlaybackEnded', playbackId: mark.slice(RECORD_MARK.length), result: 'finished' }];
  }
  return header(event, 'Application') === 'bridge' ? transferFailed(event, common) : [];
}

function playbackResult(event: EslEvent, memory: LegMemory | undefined): 'finished' | 'interrupted' | 'failed' {
  const status = memory?.playbackStatus ?? '';
  if (memory) memory.playbackStatus = '';
  const response = header(event, 'Application-Response');
  if (header(event, 'Answer-State') === 'hangup') return 'interrupted';
  if (response === 'FILE PLAYED') return status === 'break' ? 'interrupted' : 'finished';
  // A playback that had begun and was taken away (bridge, transfer) answers PLAYBACK ERROR; one that never began has no PLAYBACK_STOP.
  return status === '' ? 'failed' : 'interrupted';
}

function transferFailed(event: EslEvent, common: OfLeg): SwitchEvent[] {
  const commandId = header(event, `variable_${TRANSFER_VARIABLE}`);
  const rawCause = header(event, 'variable_originate_disposition');
  if (commandId === '' || rawCause === 'SUCCESS' || rawCause === '') return [];
  return [{ ...common, type: 'CommandFailed', commandId, command: 'TransferLeg', cause: toCause(rawCause), rawCause }];
}

/** An originate that came to nothing. Everything is read from the job itself, so it works for one that a former process sent. */
function jobFailed(event: EslEvent, nodeId: NodeId): SwitchEvent[] {
  const body = header(event, '_body');
  const argument = header(event, 'Job-Command-Arg');
  const commandId = /[{,]cc_command=([^,}]+)/.exec(argument)?.[1];
  if (header(event, 'Job-Command') !== 'originate' || !body.startsWith('-ERR') || !commandId) return [];
  const rawCause = body.slice('-ERR'.length).trim();
  const failed: CommandFailed = {
    type: 'CommandFailed',
    nodeId,
    at: eventTime(event),
    legId: /[{,]origination_uuid=([^,}]+)/.exec(argument)?.[1] ?? '',
    callId: /[{,]cc_call_id=([^,}]+)/.exec(argument)?.[1] ?? null,
    commandId,
    command: argument.includes('&eavesdrop(') ? 'SuperviseLeg' : 'OriginateLeg',
    cause: toCause(rawCause),
    rawCause,
  };
  return [failed];
}

function ended(event: EslEvent, common: OfLeg): LegEnded {
  const rawCause = header(event, 'Hangup-Cause');
  const disposition = header(event, 'variable_sip_hangup_disposition');
  const billableSeconds = numberHeader(event, 'variable_billsec') ?? 0;
  const mos = numberHeader(event, 'variable_rtp_audio_in_mos');
  return {
    ...common,
    type: 'LegEnded',
    direction: header(event, 'Call-Direction') === 'outbound' ? 'outbound' : 'inbound',
    cause: toCause(rawCause),
    rawCause,
    q850: numberHeader(event, 'variable_hangup_cause_q850'),
    sipStatus: disposition === 'recv_refuse' ? numberHeader(event, 'variable_sip_term_status') : null,
    endedBy: disposition.startsWith('recv_') ? 'far' : disposition.startsWith('send_') ? 'near' : 'unknown',
    billableSeconds,
    mos: mos !== null && mos > 0 ? mos : null,
  };
}

import type { CallAction, CallState, CallView } from '#contracts';
import type { Tone } from '../../../../ui';
import type { IconName } from '../../platform/look/icons';
import { fullName, phoneText } from '../../platform/time/formats';

interface Look {
  readonly tone: Tone;
  readonly icon: IconName;
}

const STATES: Readonly<Record<CallState, Look>> = {
  arriving: { tone: 'quiet', icon: 'inbound' },
  greeting: { tone: 'quiet', icon: 'speaker' },
  ivr: { tone: 'quiet', icon: 'speaker' },
  voicemail: { tone: 'quiet', icon: 'voicemail' },
  queued: { tone: 'warn', icon: 'queue' },
  offered: { tone: 'ring', icon: 'reserved' },
  dialing: { tone: 'ring', icon: 'outbound' },
  talking: { tone: 'busy', icon: 'busy' },
  held: { tone: 'warn', icon: 'hold' },
  consulting: { tone: 'busy', icon: 'consult' },
  conference: { tone: 'busy', icon: 'conference' },
  'wrap-up': { tone: 'after', icon: 'wrap-up' },
  ended: { tone: 'quiet', icon: 'hang-up' },
};

export const callLook = (state: CallState): Look => STATES[state];

const OUTCOMES: Readonly<Record<NonNullable<CallView['outcome']>, Tone>> = {
  answered: 'ok',
  'transferred-out': 'ok',
  'self-service': 'ok',
  voicemail: 'warn',
  callback: 'warn',
  'called-off': 'quiet',
  abandoned: 'bad',
  'timed-out': 'warn',
  rejected: 'warn',
  failed: 'bad',
  busy: 'warn',
  'no-answer': 'warn',
  lost: 'bad',
};

export const outcomeTone = (outcome: NonNullable<CallView['outcome']>): Tone => OUTCOMES[outcome];

/** Who is on the other side, in the best words there are; empty when the number is withheld. */
export const partyName = (call: Pick<CallView, 'contact' | 'displayName' | 'number'>): string =>
  fullName(call.contact) || call.displayName || phoneText(call.number);

const ACTION_ICONS: Readonly<Record<CallAction, IconName>> = {
  answer: 'answer',
  decline: 'hang-up',
  'hang-up': 'hang-up',
  hold: 'hold',
  resume: 'resume',
  mute: 'microphone',
  unmute: 'mute',
  dtmf: 'dialpad',
  transfer: 'transfer',
  consult: 'consult',
  'complete-transfer': 'complete',
  'return-to-caller': 'return',
  conference: 'conference',
  'start-recording': 'record',
  'pause-recording': 'pause',
  'resume-recording': 'record',
  classify: 'classifiers',
  'finish-wrap-up': 'check',
};

export const actionIcon = (action: CallAction): IconName => ACTION_ICONS[action];

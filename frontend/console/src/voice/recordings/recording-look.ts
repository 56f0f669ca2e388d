import type { RecordingListItem, RecordingState } from '#contracts';
import type { Tone } from '../../../../ui';
import { phoneText } from '../../platform/time/formats';

const TONES: Readonly<Record<RecordingState, Tone>> = {
  recording: 'busy',
  stored: 'ok',
  lost: 'bad',
  skipped: 'quiet',
  deleted: 'warn',
};

export const recordingTone = (state: RecordingState): Tone => TONES[state];

export const recordingParty = ({ contact, number }: Pick<RecordingListItem, 'contact' | 'number'>): string =>
  contact?.name || phoneText(number);

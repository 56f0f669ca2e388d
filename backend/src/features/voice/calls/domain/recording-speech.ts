import type { Media, RecordMessage } from '../../switch';

/** What says that it is the caller's turn, as on every answering machine. */
export const TONE: Media = { kind: 'tone', frequencies: [1000], ms: 400 };
/** Who says nothing for so long has said everything. */
const SILENCE_SECONDS = 8;

/** Records what the caller says, until `#`, silence, the longest time or his hang-up. */
export const recordSpeech = (
  legId: string,
  path: string,
  maximumSeconds: number,
): Omit<RecordMessage, 'id' | 'nodeId'> => ({
  type: 'RecordMessage',
  legId,
  path,
  maximumSeconds,
  silenceSeconds: SILENCE_SECONDS,
  terminators: '#',
});

/** The name of the file of an answer that is spoken; what has this form is neither a message nor a conversation. */
export const speechPath = (askId: string): string => `answer-${askId}.wav`;

import type { Media, Play, RecordMessage } from '../../switch';
import type { CallEvent } from './call-events';

type Order<C> = Omit<C, 'id' | 'nodeId'>;
type VoicemailOrder = Order<Play> | Order<RecordMessage>;

/** What says that it is the caller's turn, as on every answering machine. */
const TONE: Media = { kind: 'tone', frequencies: [1000], ms: 400 };
/** Who says nothing for so long has said everything. */
const SILENCE_SECONDS = 8;

/** What the switch does for a caller at a voicemail box. `#` ends a message. */
export function voicemailOrders(
  event: Extract<CallEvent, { type: 'CallVoicemailGreeted' | 'CallVoicemailStarted' }>,
  recording: (path: string) => string,
): VoicemailOrder[] {
  const { legId } = event.data;
  if (event.type === 'CallVoicemailGreeted') {
    const media = event.data.files.map((path): Media => ({ kind: 'file', path }));
    return [{ type: 'Play', legId, media: [...media, TONE], interrupt: true }];
  }
  const { path, maximumSeconds } = event.data;
  const ends = { silenceSeconds: SILENCE_SECONDS, terminators: '#' };
  return [{ type: 'RecordMessage', legId, path: recording(path), maximumSeconds, ...ends }];
}

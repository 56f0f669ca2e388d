import type { Media, Play, RecordMessage } from '../../switch';
import type { CallEvent } from './call-events';
import { recordSpeech, TONE } from './recording-speech';

type Order<C> = Omit<C, 'id' | 'nodeId'>;
type VoicemailOrder = Order<Play> | Order<RecordMessage>;

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
  return [recordSpeech(legId, recording(path), maximumSeconds)];
}

import type { CollectDigits, Media, Play, RecordMessage, StartMusic } from '../../switch';
import type { CallEvent } from './call-events';
import { recordSpeech, speechPath, TONE } from './recording-speech';

type Order<C> = Omit<C, 'id' | 'nodeId'>;
type FlowOrder = Order<Play> | Order<CollectDigits> | Order<RecordMessage> | Order<StartMusic>;

/** What there is to hear when nothing could be said: the switch wants something to play. */
const NOTHING: Media = { kind: 'silence', ms: 100 };

/** What the switch does for a caller in a flow. */
export function flowOrders(
  event: Extract<CallEvent, { type: 'CallerAsked' | 'CallFlowLeft' }>,
  recording: (path: string) => string,
): FlowOrder[] {
  const { legId } = event.data;
  if (event.type === 'CallFlowLeft') return [{ type: 'StartMusic', legId, stream: event.data.music }];
  const { askId, files, wanted, tone, speechSeconds } = event.data.ask;
  if (speechSeconds !== undefined) return [recordSpeech(legId, recording(speechPath(askId)), speechSeconds)];
  const heard: Media[] = [...files.map((path): Media => ({ kind: 'file', path })), ...(tone ? [TONE] : [])];
  const media = heard.length > 0 ? heard : [NOTHING];
  if (!wanted) return [{ type: 'Play', legId, media, interrupt: true }];
  return [
    {
      type: 'CollectDigits',
      legId,
      prompt: media,
      minimum: 1,
      maximum: wanted.maximum,
      attempts: 1,
      timeoutMs: wanted.timeoutMs,
      interDigitTimeoutMs: wanted.interDigitMs,
      terminators: wanted.terminators,
      interrupt: true,
    },
  ];
}

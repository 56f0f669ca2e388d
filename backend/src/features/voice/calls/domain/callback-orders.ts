import type { CollectDigits, Media, Play, StartMusic } from '../../switch';
import type { CallEvent } from './call-events';

type Order<C> = Omit<C, 'id' | 'nodeId'>;
type CallbackOrder = Order<CollectDigits> | Order<Play> | Order<StartMusic>;

/** A telephone number with its country, and not more. */
const LONGEST_NUMBER = 16;

/** What the switch does for a waiting caller who is asked about being called back. */
export function callbackOrders(
  event: Extract<CallEvent, { type: 'CallCallbackAsked' | 'CallCallbackDeclined' }>,
  voice: string,
): CallbackOrder[] {
  const { legId } = event.data;
  if (event.type === 'CallCallbackDeclined') return [{ type: 'StartMusic', legId, stream: event.data.music }];
  const { step, text } = event.data.dialog;
  const said: Media = { kind: 'say', text, voice };
  if (step === 'closing') return [{ type: 'Play', legId, media: [said], interrupt: true }];
  return [
    {
      type: 'CollectDigits',
      legId,
      prompt: [said],
      minimum: 1,
      maximum: step === 'confirm' ? 1 : LONGEST_NUMBER,
      attempts: 1,
      timeoutMs: 5000,
      interDigitTimeoutMs: 4000,
      terminators: step === 'confirm' ? '' : '#',
      interrupt: true,
    },
  ];
}

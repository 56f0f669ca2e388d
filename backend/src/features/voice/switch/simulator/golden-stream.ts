import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EslEvent } from '../freeswitch/esl';

/** Streams captured from a real switch (1.11), cut to the events that the adapter asks for. */
export type GoldenName =
  | 'eavesdrop-whisper-barge'
  | 'esl-loss-and-switch-kill'
  | 'hold-consult-transfer-conference'
  | 'inbound-park-ivr-queue-bridge-record'
  | 'originate-failures'
  | 'recover-and-shutdown'
  | 'webrtc-register-and-call'
  | 'xml-curl-and-gateways';

export function goldenStream(name: GoldenName): readonly EslEvent[] {
  const text = readFileSync(join(__dirname, 'golden', `${name}.jsonl`), 'utf8');
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as EslEvent);
}

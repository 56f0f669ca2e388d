/** An entry of a call's story, as the backend's `support trace` gives it. */
export interface StoryEntry {
  readonly position: number;
  readonly at: string;
  readonly type: string;
  readonly actor: { readonly kind: string; readonly id: string; readonly name: string | null };
  readonly data: Readonly<Record<string, unknown>>;
}

type Side = 'caller' | 'house' | 'agent';

interface Arrow {
  readonly from: Side;
  readonly to: Side;
  /** SIP's word for what happened. */
  readonly word: string;
}

const arrow = (from: Side, to: Side, word: string): Arrow => ({ from, to, word });

/** What an event was in SIP between the caller (or called party), us and the agent's phone. Others are no message of SIP. */
const ARROWS: Readonly<Record<string, readonly Arrow[]>> = {
  CallArrived: [arrow('caller', 'house', 'INVITE')],
  CallBlocked: [arrow('house', 'caller', '603 Decline')],
  CallPickedUp: [arrow('house', 'caller', '200 OK')],
  CallOffered: [arrow('house', 'agent', 'INVITE')],
  CallOfferRang: [arrow('agent', 'house', '180 Ringing')],
  CallOfferFailed: [arrow('agent', 'house', 'failed')],
  CallOfferWithdrawn: [arrow('house', 'agent', 'CANCEL')],
  CallConnected: [arrow('agent', 'house', '200 OK')],
  CallDialed: [arrow('house', 'agent', 'INVITE')],
  CallOwnPhoneRang: [arrow('agent', 'house', '180 Ringing')],
  CallOwnPhoneAnswered: [arrow('agent', 'house', '200 OK'), arrow('house', 'caller', 'INVITE')],
  CallPlaced: [arrow('house', 'caller', 'INVITE')],
  CallRerouted: [arrow('caller', 'house', 'failed'), arrow('house', 'caller', 'INVITE')],
  CallFarRang: [arrow('caller', 'house', '180 Ringing')],
  CallFarAnswered: [arrow('caller', 'house', '200 OK')],
  CallHeld: [arrow('house', 'caller', 're-INVITE (hold)')],
  CallResumed: [arrow('house', 'caller', 're-INVITE')],
  CallDigitsSent: [arrow('agent', 'caller', 'DTMF')],
  CallSentOut: [arrow('house', 'caller', 'INVITE (out)')],
  CallSentOutAnswered: [arrow('caller', 'house', '200 OK (out)')],
  CallAgentLeft: [arrow('house', 'agent', 'BYE')],
  CallAgentLost: [arrow('agent', 'house', 'lost')],
};

/** Who hung up is in the event. */
const arrowsOf = ({ type, data }: StoryEntry): readonly Arrow[] => {
  if (type !== 'CallHungUp') return ARROWS[type] ?? [];
  return [data['endedBy'] === 'caller' ? arrow('caller', 'house', 'BYE') : arrow('house', 'caller', 'BYE')];
};

const COLUMN: Readonly<Record<Side, number>> = { caller: 3, house: 33, agent: 63 };
const WIDTH = 66;

const put = (line: string, at: number, text: string): string => line.slice(0, at) + text + line.slice(at + text.length);

/** One line with the three life lines and an arrow between two of them. */
function drawn({ from, to, word }: Arrow): string {
  const rails = [COLUMN.caller, COLUMN.house, COLUMN.agent].reduce((line, at) => put(line, at, '|'), ' '.repeat(WIDTH));
  const [left, right] = [COLUMN[from], COLUMN[to]].sort((a, b) => a - b) as [number, number];
  const rightwards = COLUMN[from] < COLUMN[to];
  const shaft = '-'.repeat(right - left - 1);
  const label = ` ${word} `;
  const middle = Math.max(1, Math.floor((shaft.length - label.length) / 2));
  const labelled = put(shaft, middle, label).slice(0, shaft.length);
  const head = rightwards ? `${labelled.slice(0, -1)}>` : `<${labelled.slice(1)}`;
  return put(rails, left + 1, head).trimEnd();
}

const clock = (at: string): string => at.slice(11, 23);

/** What of the data helps to tell one call from another. */
function detail({ data, actor }: StoryEntry): string {
  const names = Object.values((data['names'] ?? {}) as Record<string, string>);
  const words = [
    'ani',
    'dnis',
    'trunk',
    'number',
    'extension',
    'cause',
    'rawCause',
    'because',
    'reason',
    'outcome',
    'text',
    'name',
    'digits',
  ]
    .filter((key) => typeof data[key] === 'string' && data[key] !== '')
    .map((key) => `${key}=${String(data[key])}`);
  const by = actor.name ? [`by ${actor.name}`] : [];
  return [...words, ...names.map((name) => `(${name})`), ...by].join(' ');
}

/** The SIP ladder of a call, out of its journal: one arrow a message, the time in front. */
export function sipLadder(entries: readonly StoryEntry[]): readonly string[] {
  const head = put(put(put(' '.repeat(WIDTH), 0, 'caller'), COLUMN.house - 4, 'Centrala'), COLUMN.agent - 2, 'agent');
  const lines = entries.flatMap((entry) =>
    arrowsOf(entry).map((each) => `${clock(entry.at)}  ${drawn(each).padEnd(WIDTH)}  ${detail(entry)}`.trimEnd()),
  );
  return [`${' '.repeat(12)}  ${head.trimEnd()}`, ...lines];
}

/** Everything that happened to a call, one line each. */
export const timeline = (entries: readonly StoryEntry[]): readonly string[] =>
  entries.map((entry) => `${clock(entry.at)}  ${entry.type.padEnd(26)} ${detail(entry)}`.trimEnd());

import type { TimelineEntry } from '#contracts';
import { phoneText } from '../../platform/time/formats';

export type Names = ReadonlyMap<string, string>;

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

/** The value at a path of the event's data, when it is a text. */
function textAt(data: unknown, ...path: readonly string[]): string | null {
  const value = path.reduce<unknown>(
    (inside, key) => (typeof inside === 'object' && inside !== null ? (inside as Record<string, unknown>)[key] : null),
    data,
  );
  return isText(value) ? value : null;
}

const firstText = (...candidates: readonly (string | null)[]): string | null => candidates.find(isText) ?? null;

/** Everybody whom an offer rings. */
function offeredTo(data: TimelineEntry['data'], names: Names): string | null {
  const { agentIds } = (data['offer'] ?? {}) as { agentIds?: unknown };
  if (!Array.isArray(agentIds)) return null;
  return agentIds.map((id) => names.get(String(id)) ?? '–').join(', ');
}

/** Whom the event is about: an agent by name, else whoever did it. */
function agentOf({ data, actor }: TimelineEntry, names: Names): string | null {
  const id = firstText(textAt(data, 'agentId'), textAt(data, 'offer', 'agentId'), textAt(data, 'fromAgentId'));
  return firstText(id && (names.get(id) ?? null), offeredTo(data, names), textAt(data, 'agentName'), actor.name);
}

/** The entry of the blacklist that forbade the call, with its reason. */
function blockedBy(data: TimelineEntry['data']): string | null {
  const value = textAt(data, 'entry', 'value');
  const reason = textAt(data, 'entry', 'reason');
  return value && (reason ? `${value} (${reason})` : value);
}

/** Why an overflow came to nothing, where the reason needs more than its cause. */
const OVERFLOW_REASONS: Readonly<Record<string, string>> = {
  'target-not-found': 'CallOverflowGone',
  'number-not-valid': 'CallOverflowGone',
  'target-unavailable': 'CallOverflowGone',
  'number-blacklisted': 'CallOverflowBlacklisted',
  'no-trunk': 'CallOverflowNoTrunk',
};

/**
 * Which sentence tells of a step: a call that the clock has closed without a result says so, an overflow why it failed, and a
 * campaign's call, which is in no queue, what the campaign does.
 */
export function sentenceOf({ type, data }: TimelineEntry): string {
  if (type === 'CallQueued' && data['because'] === 'campaign') return 'CallKeptByCampaign';
  if (type === 'CallOverflowed' && data['fromQueueId'] === null)
    return textAt(data, 'say') ? 'CallTold' : 'CallLetGoByCampaign';
  if (type === 'CallOverflowFailed') return OVERFLOW_REASONS[textAt(data, 'reason') ?? ''] ?? type;
  return type === 'CallClosed' && data['classified'] === false && data['by'] === 'timer'
    ? 'CallClosedWithoutResult'
    : type;
}

/** `order = 1234, name = Ala`: what an IVR flow has put into its variables. */
function variablesOf(data: TimelineEntry['data']): string | null {
  const { variables } = data as { variables?: unknown };
  if (typeof variables !== 'object' || variables === null) return null;
  return Object.entries(variables)
    .map(([name, value]) => `${name} = ${String(value)}`)
    .join(', ');
}

/**
 * What the sentence `timeline.<type>` of a step needs, in words. Values that the step does not have stay `–`, so that a sentence
 * never shows its own template.
 */
export function sentenceParams(entry: TimelineEntry, names: Names): Record<string, string> {
  const { data } = entry;
  const queueId = firstText(
    textAt(data, 'stay', 'queueId'),
    textAt(data, 'queueId'),
    textAt(data, 'target', 'queueId'),
  );
  const number = firstText(
    textAt(data, 'number'),
    textAt(data, 'to', 'number'),
    textAt(data, 'target', 'number'),
    textAt(data, 'ani'),
  );
  const targetAgent = textAt(data, 'target', 'agentId');
  const words: Record<string, string | null> = {
    agent: agentOf(entry, names),
    queue: firstText(
      textAt(data, 'queueName'),
      textAt(data, 'stay', 'queueName'),
      textAt(data, 'policy', 'queueName'),
      queueId && (names.get(queueId) ?? null),
    ),
    target: firstText(
      textAt(data, 'targetName'),
      targetAgent && (names.get(targetAgent) ?? null),
      queueId && (names.get(queueId) ?? null),
      number && phoneText(number),
    ),
    party: firstText(textAt(data, 'displayName'), number && phoneText(number)),
    ownNumber: phoneText(firstText(textAt(data, 'ownNumber'), textAt(data, 'dnis'))),
    position: String((data['position'] as number | undefined) ?? ''),
    digits: textAt(data, 'digits'),
    cause: firstText(textAt(data, 'cause'), textAt(data, 'rawCause'), textAt(data, 'reason')),
    endedBy: textAt(data, 'endedBy'),
    entry: blockedBy(data),
    node: firstText(textAt(data, 'name'), textAt(data, 'place', 'nodeId')),
    variables: variablesOf(data),
    language: textAt(data, 'language'),
    text: firstText(textAt(data, 'say'), textAt(data, 'text')),
    exit: textAt(data, 'to', 'kind'),
    box: textAt(data, 'box', 'name'),
    trunk: textAt(data, 'choice', 'chosen', 'trunk'),
  };
  return Object.fromEntries(
    Object.entries(words).map(([name, value]) => [name, value === null || value === '' ? '–' : value]),
  );
}

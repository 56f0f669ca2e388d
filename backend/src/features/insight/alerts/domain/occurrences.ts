import type { AlertEventKind } from '#contracts';
import type { RecordedEvent } from '../../../../kernel/journal';

/** An event that rules can count. */
export interface Occurrence {
  readonly kind: AlertEventKind;
  /** The queue, agent or campaign that it happened to. */
  readonly subjectId: string | null;
}

type Data = Record<string, unknown>;
type Reader = (data: Data, event: RecordedEvent) => Occurrence | null;

const idOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
const of =
  (kind: AlertEventKind, field: string): Reader =>
  (data) => ({ kind, subjectId: idOf(data[field]) });
const ofStream =
  (kind: AlertEventKind): Reader =>
  (_data, { stream }) => ({ kind, subjectId: stream.slice(stream.indexOf('-') + 1) });
const ofPlatform =
  (kind: AlertEventKind): Reader =>
  () => ({ kind, subjectId: null });

/** He is called back, or was: nobody gave up. */
const CALLED_BACK = /^callback/;

/** The journal's events as the kinds that rules name; the whole table. */
const READERS: Readonly<Record<string, Reader>> = {
  WorkQueued: of('work-queued', 'queueId'),
  WorkAssigned: of('work-answered', 'queueId'),
  WorkWithdrawn: (data, event) =>
    CALLED_BACK.test(String(data['because'])) ? null : of('work-abandoned', 'queueId')(data, event),
  WorkOverflowed: of('work-overflowed', 'from'),
  AgentOfferMissed: ofStream('offer-missed'),
  AgentBreakOverLimit: ofStream('break-over-limit'),
  AgentSignedIn: ofStream('signed-in'),
  AttemptConnected: of('attempt-connected', 'campaignId'),
  AttemptAbandoned: of('attempt-abandoned', 'campaignId'),
  CampaignDrained: ofStream('campaign-drained'),
  VoicemailReceived: ofPlatform('voicemail-received'),
  RecordingLost: ofPlatform('recording-lost'),
  JobDied: ofPlatform('job-died'),
  SwitchLost: ofPlatform('switch-lost'),
  TrunkStateChanged: ({ state }) => (state === 'down' ? { kind: 'trunk-down', subjectId: null } : null),
  DiskThresholdCrossed: ({ level, before }) =>
    Number(level ?? 0) > Number(before ?? 0) ? { kind: 'disk-threshold', subjectId: null } : null,
  LicencesExhausted: ofPlatform('licence-refused'),
  CriticalFunctionFailed: ofPlatform('critical-function-failed'),
};

export const OCCURRING_TYPES = Object.keys(READERS);

/** What an event is to rules; null: nothing. */
export const occurrenceOf = (event: RecordedEvent): Occurrence | null =>
  READERS[event.type]?.((event.data ?? {}) as Data, event) ?? null;

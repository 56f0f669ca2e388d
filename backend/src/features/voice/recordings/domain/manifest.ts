import type { RecordingListItem } from '#contracts';

export interface Packed extends RecordingListItem {
  readonly sha256: string | null;
}

/** Columns of `manifest.csv`, in English for every program that reads it. */
export const MANIFEST_COLUMNS = [
  'file',
  'started_at',
  'seconds',
  'direction',
  'number',
  'contact',
  'agent',
  'queue',
  'campaign',
  'classifier',
  'tags',
  'recording_id',
  'call_id',
  'sha256',
] as const;

/** `2026-12-01_14-03-59_48601234567_0192….wav`: sorts by time, and no number that is withheld makes it strange. */
export function fileNameOf({ id, startedAt, number }: Pick<RecordingListItem, 'id' | 'startedAt' | 'number'>): string {
  const when = startedAt.slice(0, 19).replace('T', '_').replaceAll(':', '-');
  return `${when}_${number?.replace(/\D/g, '') || 'withheld'}_${id}.wav`;
}

export const manifestRow = (packed: Packed): string[] => [
  packed.state === 'stored' ? fileNameOf(packed) : packed.state,
  packed.startedAt,
  String(Math.round(packed.durationMs / 1000)),
  packed.direction,
  packed.number ?? '',
  packed.contact?.name ?? '',
  packed.agent?.name ?? '',
  packed.queue?.name ?? '',
  packed.campaign?.name ?? '',
  packed.classifierName ?? '',
  packed.tags.join(' '),
  packed.id,
  packed.callId,
  packed.sha256 ?? '',
];

import type { ArchiveTarget } from '#contracts';

export interface Rules extends Pick<ArchiveTarget, 'direction' | 'minSeconds'> {
  readonly queueIds: readonly string[];
}

export interface Candidate {
  readonly queueId: string | null;
  readonly direction: string;
  readonly durationMs: number;
}

/** Whether the rules of a target ask for the recording. */
export function isWanted({ queueIds, direction, minSeconds }: Rules, recording: Candidate): boolean {
  if (queueIds.length > 0 && (recording.queueId === null || !queueIds.includes(recording.queueId))) return false;
  if (direction !== 'any' && recording.direction !== direction) return false;
  return recording.durationMs >= minSeconds * 1000;
}

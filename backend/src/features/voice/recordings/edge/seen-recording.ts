import { oversees, ProblemException, type Principal } from '../../../../platform/http';
import type { DeletionRefused } from '../use-cases/keep-recording';
import type { RecordingScope } from '../data/recording.view';
import type { Recording, RecordingStore } from '../data/recording.store';

/** What lists, searches and archives of this person find; 403 for who may hear no recording at all. */
export function scopeOf({ userId, permissions, supervised }: Principal): RecordingScope {
  if (permissions.has('recordings.listen.all')) return supervised && { userId, supervised };
  if (permissions.has('recordings.listen.own')) return { userId, supervised: null };
  throw new ProblemException(403, 'permission-missing');
}

const inView = (user: Principal, { participants, queueId }: Recording): boolean =>
  oversees(user, { users: participants, queues: [queueId] });

function mayListen(user: Principal, recording: Recording): boolean {
  if (user.permissions.has('recordings.listen.all') && inView(user, recording)) return true;
  return user.permissions.has('recordings.listen.own') && recording.participants.includes(user.userId);
}

/** The recording, when this person may listen to it; 404 otherwise, as if there were none. */
export async function seenRecording(store: RecordingStore, user: Principal, id: string): Promise<Recording> {
  const recording = await store.find(id);
  if (!recording || !mayListen(user, recording)) throw new ProblemException(404, 'recording-not-found');
  return recording;
}

export function deletionProblem({ code }: DeletionRefused): ProblemException {
  switch (code) {
    case 'recording-not-stored':
    case 'recording-kept':
      return new ProblemException(409, code);
  }
}

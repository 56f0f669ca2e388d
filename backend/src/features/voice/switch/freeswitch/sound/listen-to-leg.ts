import { accepted, refused, type Outcome } from '../../../../../kernel/outcome';
import type { LegId } from '../../port/leg';
import type { Listening, SoundHandler } from '../../port/leg-sound';
import type { SwitchFailure } from '../../port/switch';
import { asFailure } from '../carry-out';
import type { EslSession } from '../esl-session';
import { safe } from '../safe-text';
import type { SoundPipes } from './sound-pipes';

/** Unbuffered, and only what the leg's owner says: set for this recording alone, those that follow are as they were. */
const BEFORE = ['enable_file_write_buffering false', 'RECORD_READ_ONLY true', 'RECORD_STEREO'];
const AFTER = ['enable_file_write_buffering', 'RECORD_READ_ONLY'];

/** Never `unicast`: sent right after an answer it ends the whole switch (measured). */
export async function listenToLeg(
  session: EslSession,
  pipes: SoundPipes,
  legId: LegId,
  heard: SoundHandler,
): Promise<Outcome<Listening, SwitchFailure>> {
  const leg = safe('legId', 'legId', legId);
  if (!leg.ok) return leg;
  const pipe = await pipes.open(legId, heard);
  try {
    for (const variable of BEFORE) await session.api(`uuid_setvar ${legId} ${variable}`);
    const answer = await session.api(`uuid_record ${legId} start ${pipe.path}`);
    for (const variable of AFTER) await session.api(`uuid_setvar ${legId} ${variable}`);
    if (answer.startsWith('+OK')) return accepted({ stop: () => stop(session, legId, pipe) });
    await pipe.close();
    return refused({ code: 'leg-not-found', legId });
  } catch (error) {
    await pipe.close();
    return asFailure(error) as Outcome<never, SwitchFailure>;
  }
}

/** A leg that is gone has stopped already. */
async function stop(session: EslSession, legId: LegId, pipe: { path: string; close(): Promise<void> }): Promise<void> {
  await session.api(`uuid_record ${legId} stop ${pipe.path}`).catch(() => undefined);
  await pipe.close();
}

import { Injectable } from '@nestjs/common';
import type { Instant } from '../../../../kernel/clock';
import type { Transaction } from '../../../../platform/database';
import type { RunState } from '../domain/run-state';

const SAVE = `insert into survey_run (id, survey_id, version, call_id, survey_call_id, via, queue_id, agent_id, contact_id, number,
    language, state, reason, due_at, attempts, call_ended_at, started_at, ended_at, at)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)
  on conflict (id) do update set survey_id = excluded.survey_id, version = excluded.version, survey_call_id = excluded.survey_call_id,
    via = excluded.via, queue_id = excluded.queue_id, agent_id = excluded.agent_id, contact_id = excluded.contact_id,
    number = excluded.number, language = excluded.language, state = excluded.state, reason = excluded.reason, due_at = excluded.due_at,
    attempts = excluded.attempts, call_ended_at = excluded.call_ended_at, started_at = excluded.started_at,
    ended_at = excluded.ended_at, at = excluded.at`;
const ANSWERS = `insert into survey_answer (run_id, question_id, value)
  select $1, key, value from jsonb_each_text($2::jsonb) on conflict (run_id, question_id) do update set value = excluded.value`;

const time = (instant: Instant | null): Date | null => (instant === null ? null : new Date(instant));
const LAUNCHED = new Set<RunState['phase']>(['running', 'completed', 'broken-off']);

/** The read model of opinions, written with their events. */
@Injectable()
export class RunStore {
  async save(tx: Transaction, id: string, run: RunState): Promise<void> {
    const { asked, phase } = run;
    if (!asked || phase === 'none') return;
    await tx.query(SAVE, [
      id,
      asked.surveyId,
      run.version,
      asked.callId,
      run.surveyCallId,
      run.via,
      asked.queueId,
      asked.agentId,
      asked.contactId,
      asked.number,
      asked.language,
      phase === 'kept' ? 'planned' : phase,
      run.reason,
      time(run.due),
      run.attempt,
      time(run.endedAt),
      LAUNCHED.has(phase) ? time(run.at) : null,
      time(run.finishedAt),
      time(run.at),
    ]);
    if (Object.keys(run.answers).length > 0) await tx.query(ANSWERS, [id, JSON.stringify(run.answers)]);
  }

  /** The run that a call asks for: the conversation's when the call is one. */
  async ofSurveyCall(tx: Transaction, callId: string): Promise<string | null> {
    const [row] = await tx.query<{ id: string }[]>('select id from survey_run where survey_call_id = $1 limit 1', [
      callId,
    ]);
    return row?.id ?? null;
  }

  /** Whether somebody with this number was asked since then, or is about to be. */
  async askedSince(
    tx: Transaction,
    { number, except }: { number: string; except: string },
    since: Instant,
  ): Promise<boolean> {
    const rows = await tx.query<object[]>(
      `select 1 from survey_run where number = $1 and id <> $2 and at >= $3
         and state in ('scheduled', 'calling', 'running', 'completed', 'broken-off') limit 1`,
      [number, except, new Date(since)],
    );
    return rows.length > 0;
  }
}

import { Injectable } from '@nestjs/common';
import type { ScriptAnswers } from '#contracts';
import type { Instant } from '../../../../kernel/clock';
import type { Transaction } from '../../../../platform/database';
import type { RunState } from '../domain/script-run';

const SAVE = `insert into script_run (id, script_id, version, call_id, queue_id, campaign_id, agent_id, contact_id, number, state, step_id,
    outcome_id, classifier_id, answers, at, finished_at)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
  on conflict (id) do update set agent_id = excluded.agent_id, contact_id = excluded.contact_id, state = excluded.state,
    step_id = excluded.step_id, outcome_id = excluded.outcome_id, classifier_id = excluded.classifier_id,
    answers = excluded.answers, finished_at = excluded.finished_at`;

const time = (instant: Instant | null): Date | null => (instant === null ? null : new Date(instant));

/** The read model of scripts beside calls, written with their events. */
@Injectable()
export class ScriptRunStore {
  /** `counting`: the answers that results count. */
  async save(tx: Transaction, id: string, run: RunState, counting: ScriptAnswers): Promise<void> {
    const { of, phase } = run;
    if (!of || phase === 'none') return;
    await tx.query(SAVE, [
      id,
      of.scriptId,
      of.version,
      of.callId,
      of.queueId,
      of.campaignId,
      of.agentId,
      of.contactId,
      of.number,
      phase,
      run.stepId,
      run.outcomeId,
      run.classifierId,
      JSON.stringify(run.answers),
      time(run.at),
      time(run.finishedAt),
    ]);
    await tx.query('delete from script_answer where run_id = $1', [id]);
    const rows = Object.entries(counting).flatMap(([field, answer]) =>
      [answer].flat().map((value) => ({ field, value })),
    );
    if (rows.length === 0) return;
    await tx.query(
      `insert into script_answer (run_id, field_id, value)
       select $1, field, value from jsonb_to_recordset($2::jsonb) as given (field text, value text) on conflict do nothing`,
      [id, JSON.stringify(rows)],
    );
  }

  /** The script that was begun last beside a call and is not finished. */
  async openOf(tx: Transaction, callId: string): Promise<string | null> {
    const [row] = await tx.query<{ id: string }[]>(
      `select script_id as id from script_run where call_id = $1 and state = 'open' order by at desc, id desc limit 1`,
      [callId],
    );
    return row?.id ?? null;
  }

  /** The run of a script beside a call. */
  async ofCall(tx: Transaction, callId: string, scriptId: string): Promise<string | null> {
    const [row] = await tx.query<{ id: string }[]>('select id from script_run where call_id = $1 and script_id = $2', [
      callId,
      scriptId,
    ]);
    return row?.id ?? null;
  }
}

import { Injectable } from '@nestjs/common';
import type { ScorecardDocument } from '#contracts';
import type { Instant } from '../../../../kernel/clock';
import type { Transaction } from '../../../../platform/database';
import type { EvaluationState } from '../domain/evaluation';

const time = (instant: Instant | null): Date | null => (instant === null ? null : new Date(instant));

/** The read model of evaluations, written with their events, and what is asked before one begins. */
@Injectable()
export class EvaluationStore {
  async save(tx: Transaction, id: string, state: EvaluationState, document: ScorecardDocument): Promise<void> {
    const { of, phase } = state;
    if (!of || phase === 'none') return;
    await tx.query(
      `insert into evaluation (id, scorecard_id, version, call_id, agent_id, scorer_id, state, scores, comment, percent, knocked_out,
         reply, answer, at, finished_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
       on conflict (id) do update set state = excluded.state, scores = excluded.scores, comment = excluded.comment,
         percent = excluded.percent, knocked_out = excluded.knocked_out, reply = excluded.reply, answer = excluded.answer,
         finished_at = excluded.finished_at`,
      [
        id,
        of.scorecardId,
        of.version,
        of.callId,
        of.agentId,
        of.scorerId,
        phase,
        JSON.stringify(state.scores),
        state.comment,
        state.percent,
        state.knockedOut,
        state.reply,
        state.answer,
        time(state.at),
        time(state.finishedAt),
      ],
    );
    if (phase !== 'draft') await this.count(tx, id, state, document);
  }

  private async count(
    tx: Transaction,
    id: string,
    { scores }: EvaluationState,
    { sections }: ScorecardDocument,
  ): Promise<void> {
    const rows = sections.flatMap(({ criteria }) =>
      criteria.flatMap((criterion) => {
        const points = scores[criterion.id]?.points ?? null;
        return points === null ? [] : [{ criterion: criterion.id, share: points / criterion.points }];
      }),
    );
    await tx.query('delete from evaluation_score where evaluation_id = $1', [id]);
    await tx.query(
      `insert into evaluation_score (evaluation_id, criterion_id, share)
       select $1, criterion, share from jsonb_to_recordset($2::jsonb) as given (criterion text, share double precision)`,
      [id, JSON.stringify(rows)],
    );
  }

  /** Who took part in a call that somebody talked in, and its queue. */
  async call(tx: Transaction, callId: string): Promise<{ participants: string[]; queueId: string | null } | null> {
    const [row] = await tx.query<{ participants: string[]; queueId: string | null }[]>(
      `select participants, queue_id as "queueId" from call where id = $1 and answered_at is not null`,
      [callId],
    );
    return row ?? null;
  }

  /** This scorer's own evaluation of the conversation, and the version that others used for it. */
  async begun(
    tx: Transaction,
    of: { callId: string; agentId: string; scorecardId: string; scorerId: string },
  ): Promise<{ own: string | null; version: number | null }> {
    const rows = await tx.query<{ id: string; scorer_id: string; version: number }[]>(
      'select id, scorer_id, version from evaluation where call_id = $1 and agent_id = $2 and scorecard_id = $3 order by at, id',
      [of.callId, of.agentId, of.scorecardId],
    );
    return {
      own: rows.find(({ scorer_id }) => scorer_id === of.scorerId)?.id ?? null,
      version: rows[0]?.version ?? null,
    };
  }
}

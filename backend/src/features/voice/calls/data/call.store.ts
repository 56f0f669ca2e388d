import { Injectable } from '@nestjs/common';
import type { Instant } from '../../../../kernel/clock';
import type { RecordedEvent } from '../../../../kernel/journal';
import { runPrepared, type Prepared, type Transaction } from '../../../../platform/database';
import type { CallEvent } from '../domain/call-events';
import { liveLegs, type CallState } from '../domain/call-state';

const COLUMNS = [
  'id',
  'node_id',
  'direction',
  'state',
  'number',
  'display_name',
  'own_number',
  'contact_id',
  'queue_id',
  'work_id',
  'agent_id',
  'offered_to',
  'participants',
  'started_at',
  'queued_at',
  'answered_at',
  'ended_at',
  'state_since',
  'muted',
  'recording',
  'consult',
  'outcome',
  'ended_by',
  'classifier_id',
  'note',
  'classifier_required',
  'wrap_up_until',
  'wait_ms',
  'talk_ms',
  'wrap_up_ms',
  'continues',
  'callback_id',
  'campaign_id',
] as const;

const time = (instant: Instant | null): Date | null => (instant === null ? null : new Date(instant));

function consultOf({ third, shown }: CallState): string | null {
  if (!third) return null;
  const target = third.party.kind === 'agent' ? third.party.extension : third.party.number;
  return JSON.stringify({
    target,
    name: shown.consultName,
    state: third.state === 'dialing' ? 'ringing' : third.state,
  });
}

function valuesOf(id: string, state: CallState): unknown[] {
  const { shown, policy } = state;
  return [
    id,
    state.nodeId,
    state.direction,
    state.phase,
    state.number,
    shown.displayName,
    state.ownNumber,
    state.contact?.id ?? null,
    policy.queueId,
    state.stay?.workId ?? null,
    shown.agentId,
    offeredTo(state),
    shown.participants,
    time(state.startedAt),
    time(shown.queuedAt),
    time(state.answeredAt),
    time(state.hungUpAt),
    time(shown.stateSince),
    state.muted,
    state.recording?.state ?? 'off',
    consultOf(state),
    shown.outcome,
    shown.endedBy,
    state.classifierId,
    shown.note,
    policy.classifierRequired,
    time(shown.wrapUpUntil),
    shown.waitMs,
    shown.talkMs,
    shown.wrapUpMs,
    state.continues ?? null,
    state.callbackId ?? null,
    state.campaign?.campaignId ?? null,
  ];
}

/** Agents whose phones ring for it, with the colleague who is called or consulted. */
function offeredTo({ offers, far, third, phase }: CallState): string[] {
  const called = phase === 'dialing' && far?.party.kind === 'agent' ? [far.party.agentId] : [];
  const consulted =
    third?.party.kind === 'agent' && (third.state === 'dialing' || third.state === 'ringing')
      ? [third.party.agentId]
      : [];
  return [...offers.map(({ agentId }) => agentId), ...called, ...consulted];
}

const SAVE: Prepared = {
  name: 'call_save',
  text: `insert into call (${COLUMNS.join(', ')}) values (${COLUMNS.map((_, index) => `$${index + 1}`).join(', ')})
    on conflict (id) do update set ${COLUMNS.slice(3)
      .map((column) => `${column} = excluded.${column}`)
      .join(', ')}`,
};

const SAVE_LEGS: Prepared = {
  name: 'call_save_legs',
  text: `insert into call_leg (leg_id, call_id, node_id) select leg, $2, $3 from unnest($1::uuid[]) leg
    on conflict (leg_id) do update set call_id = excluded.call_id`,
};

const OF_LEG: Prepared = { name: 'call_of_leg', text: 'select call_id from call_leg where leg_id = $1' };

const bringsLegs = new Set<CallEvent['type']>([
  'CallArrived',
  'CallDialed',
  'CallPlaced',
  'CallOffered',
  'CallConsultStarted',
  'CallSentOut',
  'CallRerouted',
  'CallSurveyBegan',
  'CallSurveyDialed',
  'CallDialedBack',
]);

/** The read model of a call, written with its events, and which call a leg belongs to. */
@Injectable()
export class CallStore {
  async save(
    tx: Transaction,
    id: string,
    state: CallState,
    events: readonly Pick<RecordedEvent<CallEvent>, 'type'>[],
  ): Promise<void> {
    await runPrepared(tx, SAVE, valuesOf(id, state));
    if (!events.some(({ type }) => bringsLegs.has(type))) return;
    await runPrepared(tx, SAVE_LEGS, [liveLegs(state), id, state.nodeId]);
  }

  async callOfLeg(tx: Transaction, legId: string): Promise<string | null> {
    const [row] = await runPrepared<{ call_id: string }>(tx, OF_LEG, [legId]);
    return row?.call_id ?? null;
  }

  async openOn(tx: Transaction, nodeId: string): Promise<string[]> {
    const rows = await tx.query<{ id: string }[]>(`select id from call where node_id = $1 and state <> 'ended'`, [
      nodeId,
    ]);
    return rows.map(({ id }) => id);
  }

  /** Calls that are not over and that the user has or had a part in. */
  async unfinishedOf(tx: Transaction, userId: string): Promise<string[]> {
    const rows = await tx.query<{ id: string }[]>(
      `select id from call where state <> 'ended' and state <> 'wrap-up'
         and (agent_id = $1 or $1 = any(offered_to) or $1 = any(participants))`,
      [userId],
    );
    return rows.map(({ id }) => id);
  }
}

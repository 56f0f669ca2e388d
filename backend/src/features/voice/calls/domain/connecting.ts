import type { CallEvent } from './call-events';
import type { CallState } from './call-state';
import { here } from './decisions';
import { recordingOf } from './record-rule';

interface Winner {
  readonly agentId: string;
  readonly extension: string;
  readonly legId: string;
  readonly workId: string;
}

/** Bridges the agent with the customer; the recording begins with the first conversation and follows the customer. */
export function connected(state: CallState, command: { at: number; freshId: string }, agent: Winner): CallEvent {
  const farLegId = state.far?.legId ?? '';
  const verdict = recordingOf(state, farLegId);
  const waits = state.phase === 'queued' || state.phase === 'offered';
  const from = state.stay?.originalQueuedAt ?? state.startedAt;
  return {
    type: 'CallConnected',
    data: {
      ...here(state, command),
      agentId: agent.agentId,
      extension: agent.extension,
      agentLegId: agent.legId,
      farLegId,
      workId: agent.workId,
      queueWorkId: waits ? (state.stay?.workId ?? null) : null,
      queueId: state.policy.queueId,
      recording:
        verdict === 'record'
          ? { recordingId: command.freshId, path: `${command.freshId}.wav`, legId: farLegId, state: 'on' }
          : null,
      ...(verdict !== 'record' && verdict !== 'none' && { unrecorded: verdict }),
      first: !state.everAnswered,
      waitedMs: Math.max(0, command.at - from),
    },
  };
}

import { Injectable, Logger } from '@nestjs/common';
import { bySystem } from '../../../../kernel/event-meta';
import { Database } from '../../../../platform/database';
import { Journal } from '../../../../platform/journal';
import { PhonePresence } from './phone-presence';
import type { LegEvent, SwitchEvent } from '../../switch';
import { CallStore } from '../data/call.store';
import { Calls, type CallOrder } from './calls';
import { ReceiveCall } from './receive-call';
import { ReconcileNode } from './reconcile-node';
import { RetryTrunk } from './retry-trunk';

/** Turns what the switch tells into commands, one transaction each; returns when the effect is stored. */
@Injectable()
export class SwitchEvents {
  private readonly logger = new Logger('calls');

  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly calls: Calls,
    private readonly store: CallStore,
    private readonly people: PhonePresence,
    private readonly arrivals: ReceiveCall,
    private readonly reconciliation: ReconcileNode,
    private readonly retry: RetryTrunk,
  ) {}

  async receive(event: SwitchEvent): Promise<void> {
    switch (event.type) {
      case 'SwitchConnected':
        return this.reconciliation.connected(event);
      case 'SwitchLost':
        return this.reconciliation.lost(event);
      case 'PhoneRegistered':
      case 'PhoneUnregistered':
        return this.people.changed(event.extension, event.type);
      case 'LegArrived':
        return this.arrivals.receive(event);
      case 'RecordingEnded':
        return this.recordingEnded(event);
      case 'TrunkStateChanged':
        return this.trunkChanged(event);
      case 'LegProgress':
      case 'LegAnswered':
      case 'LegEnded':
      case 'PlaybackEnded':
      case 'CommandFailed':
        return this.legChanged(event);
      case 'LegBridged':
      case 'LegUnbridged':
      case 'LegParked':
      case 'DigitReceived':
      case 'DigitsCollected':
        return;
    }
  }

  private async legChanged(event: LegEvent): Promise<void> {
    const order = reportOf(event);
    if (!order) return;
    await this.database.transaction(async (tx) => {
      const callId = event.callId ?? (await this.store.callOfLeg(tx, event.legId));
      if (callId === null) return;
      const meta = bySystem('switch', callId, this.people.now());
      if (order.type === 'NoteEnded' && (await this.retry.after(tx, callId, order, meta))) return;
      const outcome = await this.calls.handle(tx, callId, order, meta);
      if (outcome.ok && outcome.value.events.length > 0) return;
      // The leg may have gone on in another call, of which the switch has not been told yet.
      const owner = await this.store.callOfLeg(tx, event.legId);
      if (owner !== null && owner !== callId) await this.calls.handle(tx, owner, order, meta);
    });
  }

  /** Whoever keeps such sounds follows this; the path's name says which, and the sound's id. */
  private async recordingEnded({
    path,
    durationMs,
    callId,
  }: Extract<SwitchEvent, { type: 'RecordingEnded' }>): Promise<void> {
    const [, kind = '', id] = /(message-|answer-|)([0-9a-f-]{36})\.wav$/.exec(path) ?? [];
    if (!id) return this.logger.warn(`A recording of somebody else ended: ${path}`);
    const meta = bySystem('switch', callId ?? id, this.people.now());
    const { stream, event } = soundEnded(kind, id, durationMs);
    await this.database.transaction((tx) => this.journal.append(tx, stream, [event], meta));
  }

  private async trunkChanged({
    trunk,
    state,
    detail,
    nodeId,
  }: Extract<SwitchEvent, { type: 'TrunkStateChanged' }>): Promise<void> {
    const meta = bySystem('switch', `trunk ${trunk}`, this.people.now());
    await this.database.transaction((tx) =>
      this.journal.append(
        tx,
        `trunk-${trunk}`,
        [{ type: 'TrunkStateChanged', data: { trunk, state, detail, nodeId } }],
        meta,
      ),
    );
  }
}

/** A message at a voicemail box, an answer to a survey, or a conversation. */
function soundEnded(kind: string, id: string, durationMs: number) {
  if (kind === 'message-')
    return { stream: `voicemail-${id}`, event: { type: 'VoicemailRecorded', data: { messageId: id, durationMs } } };
  if (kind === 'answer-')
    return { stream: `speech-${id}`, event: { type: 'SurveySpeechRecorded', data: { speechId: id, durationMs } } };
  return { stream: `recording-${id}`, event: { type: 'RecordingEnded', data: { recordingId: id, durationMs } } };
}

function reportOf(event: LegEvent): CallOrder | null {
  const { legId } = event;
  switch (event.type) {
    case 'LegProgress':
      return { type: 'NoteProgress', legId };
    case 'LegAnswered':
      return { type: 'NoteAnswered', legId };
    case 'LegEnded':
      return {
        type: 'NoteEnded',
        legId,
        cause: event.cause,
        rawCause: event.rawCause,
        farSide: event.endedBy === 'far',
      };
    case 'PlaybackEnded':
      return { type: 'NotePlayback', legId, playbackId: event.playbackId };
    case 'CommandFailed':
      // Other commands that fail leave the leg where it was; its own events tell what becomes of it.
      return event.command === 'OriginateLeg'
        ? { type: 'NoteEnded', legId, cause: event.cause, rawCause: event.rawCause, farSide: true }
        : null;
    default:
      return null;
  }
}

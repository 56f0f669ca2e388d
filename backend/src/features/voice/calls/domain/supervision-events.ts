import type { SupervisionMode } from '#contracts';
import type { Instant } from '../../../../kernel/clock';
import type { DomainEvent } from '../../../../kernel/journal';
import type { LegId, NodeId } from '../../switch';

type Because = 'left' | 'call-ended' | 'not-answered' | 'took-over';

/** Milliseconds spent in each mode. */
export type SpentInModes = Readonly<Record<SupervisionMode, number>>;

/** On every event: which supervision, and what the switch needs to know of it. */
interface Of {
  readonly supervisionId: string;
  readonly nodeId: NodeId;
  readonly legId: LegId;
  readonly supervisorId: string;
  readonly agentId: string;
}

export type SupervisionStarted = DomainEvent<
  'SupervisionStarted',
  Of & { extension: string; targetLegId: LegId; mode: SupervisionMode; at: Instant }
>;
export type SupervisionRang = DomainEvent<'SupervisionRang', Of & { extension: string }>;
export type SupervisionAnswered = DomainEvent<'SupervisionAnswered', Of & { at: Instant }>;
export type SupervisionModeChanged = DomainEvent<
  'SupervisionModeChanged',
  Of & { from: SupervisionMode; to: SupervisionMode; spentMs: number; at: Instant }
>;
/** His own line is hung up first; when it has ended the call is handed to him. */
export type SupervisionTakeOverOrdered = DomainEvent<'SupervisionTakeOverOrdered', Of>;
export type SupervisionEnded = DomainEvent<
  'SupervisionEnded',
  Of & { because: Because; mode: SupervisionMode; spent: SpentInModes; at: Instant; hangUp: boolean }
>;

export type SupervisionEvent =
  | SupervisionStarted
  | SupervisionRang
  | SupervisionAnswered
  | SupervisionModeChanged
  | SupervisionTakeOverOrdered
  | SupervisionEnded;

export const SUPERVISION_EVENT_TYPES = [
  'SupervisionStarted',
  'SupervisionRang',
  'SupervisionAnswered',
  'SupervisionModeChanged',
  'SupervisionTakeOverOrdered',
  'SupervisionEnded',
] as const satisfies readonly SupervisionEvent['type'][];

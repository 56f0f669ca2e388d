import type { DomainEvent } from '../../../../kernel/journal';

/** What is kept of a kind when a break is asked for. */
export interface KindThen {
  readonly kindId: string;
  readonly name: string;
  readonly paid: boolean;
  readonly limitMs: number | null;
  readonly approval: boolean;
  readonly conditional: boolean;
}

export interface BreakEntry {
  readonly breakId: string;
  readonly agentId: string;
  readonly kind: KindThen;
  /** Of the agent when he asked: which limits concern him. */
  readonly groupIds: readonly string[];
  readonly stage: 'approval' | 'waiting' | 'granted';
}

export type BreakAsked = DomainEvent<'BreakAsked', { entry: BreakEntry }>;
export type BreakApproved = DomainEvent<'BreakApproved', { breakId: string; agentId: string }>;
export type BreakRefused = DomainEvent<'BreakRefused', { breakId: string; agentId: string; note: string }>;
export type BreakWithdrawn = DomainEvent<
  'BreakWithdrawn',
  { breakId: string; agentId: string; because: 'withdrawn' | 'signed-out' | 'forced' }
>;
/** The place is the agent's; presence follows. `note`: a supervisor's reason for forcing it. */
export type BreakGranted = DomainEvent<
  'BreakGranted',
  { breakId: string; agentId: string; kind: KindThen; forced: boolean; note: string | null; waited: boolean }
>;
export type BreakPlaceFreed = DomainEvent<'BreakPlaceFreed', { breakId: string; agentId: string }>;
/** Places of those who wait, after something moved them. */
export type BreakQueueMoved = DomainEvent<
  'BreakQueueMoved',
  { places: readonly { breakId: string; agentId: string; place: number }[] }
>;

export type BreakRoomEvent =
  BreakAsked | BreakApproved | BreakRefused | BreakWithdrawn | BreakGranted | BreakPlaceFreed | BreakQueueMoved;

export const BREAK_ROOM_EVENT_TYPES = [
  'BreakAsked',
  'BreakApproved',
  'BreakRefused',
  'BreakWithdrawn',
  'BreakGranted',
  'BreakPlaceFreed',
  'BreakQueueMoved',
] as const satisfies readonly BreakRoomEvent['type'][];

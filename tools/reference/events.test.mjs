import assert from 'node:assert/strict';
import { it } from 'node:test';
import { eventsOf } from './events.mjs';

it('reads events from aliases, unions and interfaces, with their data and their comment', () => {
  const text = `
    /** The customer gave up. */
    export type WorkAbandoned = DomainEvent<'WorkAbandoned', { readonly at: Instant; readonly waitedMs: number }>;
    export interface WorkOffered extends DomainEvent<'WorkOffered', { agentId: string }> {}
    export type Both = DomainEvent<'A', {}> | DomainEvent<'B', { x: 'y' | 'z' }>;
    type Of<Type extends string, Data> = DomainEvent<Type, Data & { at: Instant }>;
    export type CallHeld = Of<'CallHeld', { legId: string }>;
    type NotOne = Other<'C', {}>;
  `;
  const feature = 'work/routing';
  assert.deepEqual(eventsOf('backend/src/features/work/routing/domain/events.ts', text), [
    { feature, type: 'WorkAbandoned', data: 'at: Instant; waitedMs: number', comment: 'The customer gave up.' },
    { feature, type: 'WorkOffered', data: 'agentId: string', comment: '' },
    { feature, type: 'A', data: '', comment: '' },
    { feature, type: 'B', data: "x: 'y' | 'z'", comment: '' },
    { feature, type: 'CallHeld', data: 'legId: string', comment: '' },
  ]);
});

/** Trunks: lines to telephone networks, which of them a call takes, and how they are. */
export { TrunksModule } from './trunks.module';
/** `choose` for calls that go out, `arrive` for calls that come in; `release` when legs or calls end. */
export { liesWithTrunk, OutboundTrunks, type NoTrunk, type OutboundAttempt } from './use-cases/outbound-trunks';
export { TRUNK_EVENT_TYPES } from './domain/events';
export type * from './domain/events';

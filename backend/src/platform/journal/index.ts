export { Journal } from './journal';
export type { ReadFromOptions, ReadStreamOptions } from './journal';
export type { Following } from './follower';
export { Relay } from './relay';
export { Replay } from './replay';
export type { DeadLetter, ReplayRange } from './replay';
export { storableJson } from './storable-json';
export { RELAY_OPTIONS, relayDefaults } from './subscription';
export type { LeaseHolder, RelayOptions, SubscriberLag, Subscription } from './subscription';

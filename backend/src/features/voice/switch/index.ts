export type { HangUpReason, LegEndCause } from './port/cause';
export type {
  CallId, LegDirection, LegId, LegPlace, LegProgressState, LegSnapshot, LegVariables, NodeId,
} from './port/leg';
export type * from './port/switch-command';
export type * from './port/switch-event';
export { SWITCH } from './port/switch';
export type { Ack, Switch, SwitchEventHandler, SwitchFailure } from './port/switch';
export { PHONE_DIRECTORY, SIMULATED_PHONES } from './port/phones';
export type { PhoneAccount, PhoneDirectory, SimulatedPhones } from './port/phones';

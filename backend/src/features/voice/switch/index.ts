export type { HangUpReason, LegEndCause } from './port/cause';
export type {
  CallId,
  LegDirection,
  LegId,
  LegPlace,
  LegProgressState,
  LegSnapshot,
  LegVariables,
  NodeId,
} from './port/leg';
export type * from './port/switch-command';
export type * from './port/switch-event';
export { SWITCH } from './port/switch';
export type { Ack, Switch, SwitchEventHandler, SwitchFailure } from './port/switch';
export { PHONE_DIRECTORY, SIMULATED_PHONES } from './port/phones';
export type { PhoneAccount, PhoneDirectory, SimulatedPhones } from './port/phones';
export type { Listening, SoundHandler } from './port/leg-sound';
export { SELF_TRUNK } from './port/trunk-line';
export type { TrunkLine, TrunkLineRefusal, TrunkLineResult } from './port/trunk-line';
export { SwitchRunner } from './switch-runner';
export { SwitchModule } from './switch.module';
export { switchArea } from './switch.config';
/** For scenarios on a virtual clock: the adapter and a simulated switch with its people in one process. */
export { startInProcess } from './simulator/in-process';
export type { InProcess, InProcessOptions } from './simulator/in-process';
export { InProcessPhones } from './simulator/in-process-phones';
export type { Answering, CallerHabits } from './simulator/people';
/** What `tools/dev/start` and `provisioning/` use to run a real switch. */
export { prepareFreeSwitch } from './freeswitch/configuration/prepare-freeswitch';
export type { FreeSwitchSetup, PreparedFreeSwitch } from './freeswitch/configuration/prepare-freeswitch';

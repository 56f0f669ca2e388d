/** Person or machine, from the first seconds of sound after an answer; one detector a call, pure, fed with frames of 20 ms. */
export { machineDetector } from './use-cases/machine-detector';
export type { DetectorEvent, MachineDetector } from './domain/machine-detector';

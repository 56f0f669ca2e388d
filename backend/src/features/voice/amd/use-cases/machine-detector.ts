import model from '../data/machine-model.json';
import { MachineDetector } from '../domain/machine-detector';

/** A detector for one call, with the model that the repository holds. */
export const machineDetector = (): MachineDetector => new MachineDetector(model);

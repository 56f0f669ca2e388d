import { switchContract } from '../port/switch.contract';
import { startSimulatedHarness } from './simulated-harness';

switchContract('the simulator in process', startSimulatedHarness);

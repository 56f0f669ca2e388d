export { ProgramFailed, mustRun, type Box, type Ran, type RunOptions, type WriteOptions } from './box';
/** The real machine. */
export { systemBox } from './system-box';
/** Cores, memory, disk and processor, as preflight wants them. */
export { readHardware } from './hardware';

export { address, declaredAreas, defineArea, oneOf, preset, someOf, text, wholeNumber, yesNo } from './area';
export type { ConfigArea, ConfigValues, Setting, Settings } from './area';
export { areas, parts } from './areas';
export type { Part } from './areas';
export { checkConfig, config, ConfigError, readArea } from './config';
export type { ConfigProblem } from './config';
/** The environment together with what the service manager handed over as credentials. */
export { processEnvironment } from './credentials';

export { ConfiguredThings, type ConfiguredThing, type Entity } from './configured-things';
export { ConfigurationText, type Applied, type Configuration } from './configuration-text';

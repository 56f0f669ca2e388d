/** What is set in the console as text: features tell of their kinds with `configured`. */
export { configured, ConfiguredThings, type Entity, type Settings } from './configured-things';
export { ConfigurationText, type Applied, type Configuration } from './configuration-text';

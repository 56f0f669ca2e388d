/** What is set in the console as text: features tell of their kinds with `configured`. */
export { configured, ConfiguredThings, named, type Entity, type Settings } from './configured-things';
export { ConfiguredDocuments, documentSchema } from './configured-documents';
export { LEFT_OUT, notByText, secretMissing, withoutSecrets, withSecrets, type TextRefusal } from './secrets-of-text';
export { ConfigurationText, type Applied, type Configuration } from './configuration-text';

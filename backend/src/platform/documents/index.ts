/** Documents that are edited as a draft and used in published versions. */
export { byVersion, DocumentStore, type ByVersion, type DocumentTables } from './document-store';

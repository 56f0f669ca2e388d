/** Documents that are edited as a draft and used in published versions. */
export { DocumentStore, type DocumentTables } from './document-store';

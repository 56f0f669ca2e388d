/** Documents that are edited as a draft and used in published versions. */
export {
  byVersion,
  documentItem,
  DocumentStore,
  type ByVersion,
  type DocumentRow,
  type DocumentTables,
} from './document-store';

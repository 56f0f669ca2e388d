import { changeScriptSchema, createScriptSchema, scriptDocumentSchema } from '#contracts';
import { configured, ConfiguredDocuments, documentSchema } from '../../../../platform/configuration';
import { Database } from '../../../../platform/database';
import { ScriptStore } from '../data/script.store';
import { Scripts } from '../use-cases/scripts';
import { scriptProblem } from './script-problem';

const { queueIds, campaignIds } = changeScriptSchema.shape;
const beside = createScriptSchema
  .pick({ name: true })
  .extend({ queueIds: queueIds.unwrap(), campaignIds: campaignIds.unwrap() });

/** Scripts, the published version and the draft, with where they are shown, in the text of the configuration; not their pictures. */
export const configuredScripts = configured(
  {
    kind: 'scripts',
    schema: documentSchema(scriptDocumentSchema, beside),
    needs: [ScriptStore, Scripts, Database],
  },
  (store, scripts, database) =>
    new ConfiguredDocuments({
      page: (asked) => store.page(asked),
      version: (id, number) => store.document(database.read, id, number),
      one: (id) => scripts.one(id),
      create: (given, meta) => scripts.create(given, meta),
      change: (id, given, meta) => scripts.change(id, given, null, meta),
      saveDraft: (id, given, meta) => scripts.saveDraft(id, given, meta),
      publish: (id, given, meta) => scripts.publish(id, given, meta),
      remove: (id, meta) => scripts.remove(id, meta),
      alone: { queueIds: [], campaignIds: [] },
    }).access(scriptProblem),
);

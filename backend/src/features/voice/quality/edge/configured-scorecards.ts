import { createScorecardSchema, scorecardDocumentSchema } from '#contracts';
import { configured, ConfiguredDocuments, documentSchema } from '../../../../platform/configuration';
import { Database } from '../../../../platform/database';
import { ScorecardStore } from '../data/scorecard.store';
import { Scorecards } from '../use-cases/scorecards';
import { scorecardProblem } from './quality-problem';

/** Scorecards, the published version and the draft, in the text of the configuration. */
export const configuredScorecards = configured(
  {
    kind: 'scorecards',
    schema: documentSchema(scorecardDocumentSchema, createScorecardSchema.pick({ name: true })),
    needs: [ScorecardStore, Scorecards, Database],
  },
  (store, scorecards, database) =>
    new ConfiguredDocuments({
      page: (asked) => store.page(asked),
      version: (id, number) => store.document(database.read, id, number),
      one: (id) => scorecards.one(id),
      create: (given, meta) => scorecards.create(given, meta),
      change: (id, given, meta) => scorecards.rename(id, given, meta),
      saveDraft: (id, given, meta) => scorecards.saveDraft(id, given, meta),
      publish: (id, given, meta) => scorecards.publish(id, given, meta),
      remove: (id, meta) => scorecards.remove(id, meta),
    }).access(scorecardProblem),
);

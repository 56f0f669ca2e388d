import { changeSurveySchema, createSurveySchema, surveyDocumentSchema } from '#contracts';
import { configured, ConfiguredDocuments, documentSchema } from '../../../../platform/configuration';
import { Database } from '../../../../platform/database';
import { SurveyStore } from '../data/survey.store';
import { Surveys } from '../use-cases/surveys';
import { surveyProblem } from './survey-problem';

const beside = createSurveySchema.pick({ name: true }).extend({ rules: changeSurveySchema.shape.rules.unwrap() });

/** Surveys, the published version and the draft, with whom they are for, in the text of the configuration. */
export const configuredSurveys = configured(
  {
    kind: 'surveys',
    schema: documentSchema(surveyDocumentSchema, beside),
    needs: [SurveyStore, Surveys, Database],
  },
  (store, surveys, database) =>
    new ConfiguredDocuments({
      page: (asked) => store.page(asked),
      version: (id, number) => store.document(database.read, id, number),
      one: (id) => surveys.one(id),
      create: (given, meta) => surveys.create(given, meta),
      change: (id, given, meta) => surveys.change(id, given, meta),
      saveDraft: (id, given, meta) => surveys.saveDraft(id, given, meta),
      publish: (id, given, meta) => surveys.publish(id, given, meta),
      remove: (id, meta) => surveys.remove(id, meta),
      alone: { rules: [] },
    }).access(surveyProblem),
);

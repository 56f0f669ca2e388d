import { saveClassifierSchema } from '#contracts';
import { configured } from '../../../../platform/configuration';
import { ClassifierStore } from '../data/classifier.store';
import { Classifiers } from '../use-cases/classifiers';
import { classifierProblem } from './classifiers.controller';

/** Classifiers with what follows them in the text of the configuration. */
export const configuredClassifiers = configured(
  { kind: 'classifiers', schema: saveClassifierSchema, needs: [ClassifierStore, Classifiers] },
  (store, settings) => ({
    page: (asked) => store.page(asked),
    settings,
    problem: classifierProblem,
  }),
);

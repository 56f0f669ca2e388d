import { saveSamplingRuleSchema } from '#contracts';
import { configured } from '../../../../platform/configuration';
import { SamplingStore } from '../data/sampling.store';
import { Sampling } from '../use-cases/sampling';
import { samplingProblem } from './quality-problem';

/** Rules that draw conversations to be evaluated in the text of the configuration. */
export const configuredSampling = configured(
  { kind: 'sampling-rules', schema: saveSamplingRuleSchema, needs: [SamplingStore, Sampling] },
  (store, settings) => ({ page: (asked) => store.page(asked), settings, problem: samplingProblem }),
);

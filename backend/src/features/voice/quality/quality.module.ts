import { Module } from '@nestjs/common';
import { EvaluationStore } from './data/evaluation.store';
import { EvaluationsView } from './data/evaluations.view';
import { SamplingStore } from './data/sampling.store';
import { ScorecardStore } from './data/scorecard.store';
import { configuredSampling } from './edge/configured-sampling';
import { configuredScorecards } from './edge/configured-scorecards';
import { EvaluationsController } from './edge/evaluations.controller';
import { QualityTimer } from './edge/quality-timer';
import { SamplingController } from './edge/sampling.controller';
import { ScorecardsController } from './edge/scorecards.controller';
import { Evaluations } from './use-cases/evaluations';
import { Sampling } from './use-cases/sampling';
import { Scorecards } from './use-cases/scorecards';

const stores = [EvaluationStore, EvaluationsView, SamplingStore, ScorecardStore];

@Module({
  controllers: [ScorecardsController, EvaluationsController, SamplingController],
  providers: [...stores, configuredSampling, configuredScorecards, Evaluations, Sampling, Scorecards, QualityTimer],
  exports: [Scorecards],
})
export class QualityModule {}

import { Module, type OnModuleInit } from '@nestjs/common';
import { SurveysOfPersons } from './edge/surveys-of-persons';
import { PrivacyModule } from '../../customers/privacy';
import { ConsentsModule } from '../../customers/consents';
import { CallsModule } from '../calls';
import { IvrModule } from '../ivr';
import { PromptsModule, PromptUses } from '../prompts';
import { RunStore } from './data/run.store';
import { SpeechStore } from './data/speech.store';
import { SurveyResultsView } from './data/survey-results.view';
import { SurveyStore } from './data/survey.store';
import { configuredSurveys } from './edge/configured-surveys';
import { SpeechReactions } from './edge/speech-reactions';
import { SurveyReactions } from './edge/survey-reactions';
import { SurveyResultsController } from './edge/survey-results.controller';
import { SurveysController } from './edge/surveys.controller';
import { CallForSurvey } from './use-cases/call-for-survey';
import { FollowConversations } from './use-cases/follow-conversations';
import { FollowSurveys } from './use-cases/follow-surveys';
import { KeepSpeech } from './use-cases/keep-speech';
import { SurveyMeter } from './use-cases/survey-meter';
import { SurveyRuns } from './use-cases/survey-runs';
import { SurveySource } from './use-cases/survey-source';
import { Surveys } from './use-cases/surveys';

const stores = [RunStore, SpeechStore, SurveyResultsView, SurveyStore];
const useCases = [
  CallForSurvey,
  FollowConversations,
  FollowSurveys,
  KeepSpeech,
  SurveyMeter,
  SurveyRuns,
  SurveySource,
  Surveys,
];

@Module({
  imports: [CallsModule, IvrModule, PromptsModule, ConsentsModule, PrivacyModule],
  controllers: [SurveysController, SurveyResultsController],
  providers: [...stores, ...useCases, configuredSurveys, SpeechReactions, SurveyReactions, SurveysOfPersons],
  exports: [Surveys, SurveyStore],
})
export class SurveysModule implements OnModuleInit {
  constructor(
    private readonly uses: PromptUses,
    private readonly surveys: SurveyStore,
  ) {}

  onModuleInit(): void {
    this.uses.register((tx, promptId) => this.surveys.usesOfPrompt(tx, promptId));
  }
}

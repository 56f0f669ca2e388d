import { Module, type OnModuleInit } from '@nestjs/common';
import { RecordsModule } from '../../customers/records';
import { PromptsModule, PromptUses } from '../prompts';
import { FlowStore } from './data/flow.store';
import { FlowSurroundings } from './data/flow-surroundings.store';
import { NodeCountStore } from './data/node-count.store';
import { TestCaseStore } from './data/test-case.store';
import { configuredFlows } from './edge/configured-flows';
import { FlowAccess } from './edge/flow-access';
import { FlowTestsController } from './edge/flow-tests.controller';
import { FlowVersionsController } from './edge/flow-versions.controller';
import { FlowsController } from './edge/flows.controller';
import { IvrReactions } from './edge/ivr-reactions';
import { AnswerDips } from './use-cases/answer-dips';
import { FlowTests } from './use-cases/flow-tests';
import { Flows } from './use-cases/flows';
import { Ivr } from './use-cases/ivr';
import { IvrTargets } from './use-cases/ivr-targets';
import { JudgeFlow } from './use-cases/judge-flow';
import { SurveyFlows } from './use-cases/survey-flows';
import { PublishFlow } from './use-cases/publish-flow';

const stores = [FlowStore, FlowSurroundings, NodeCountStore, TestCaseStore];
const useCases = [AnswerDips, Flows, FlowTests, Ivr, IvrTargets, JudgeFlow, PublishFlow, SurveyFlows];

@Module({
  imports: [RecordsModule, PromptsModule],
  controllers: [FlowsController, FlowVersionsController, FlowTestsController],
  providers: [...stores, ...useCases, configuredFlows, FlowAccess, IvrReactions],
  exports: [Ivr, IvrTargets, AnswerDips, Flows, PublishFlow, SurveyFlows],
})
export class IvrModule implements OnModuleInit {
  constructor(
    private readonly uses: PromptUses,
    private readonly flows: FlowStore,
  ) {}

  onModuleInit(): void {
    this.uses.register((tx, promptId) => this.flows.usesOfPrompt(tx, promptId));
  }
}

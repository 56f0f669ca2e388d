import { Module } from '@nestjs/common';
import { RealtimeModule } from '../../../platform/realtime';
import { AgentViewStore } from './data/agent-view.store';
import { SkillStore } from './data/skill.store';
import { StretchStore } from './data/stretch.store';
import { configuredSkills } from './edge/configured-skills';
import { AgentReactions } from './edge/agent-reactions';
import { AgentTopics } from './edge/agent-topics';
import { AgentsController } from './edge/agents.controller';
import { StretchesController } from './edge/stretches.controller';
import { SkillsController } from './edge/skills.controller';
import { Agents } from './use-cases/agents';
import { SignOutOther } from './use-cases/sign-out-other';
import { SkillSettings } from './use-cases/skill-settings';

@Module({
  imports: [RealtimeModule],
  controllers: [AgentsController, SkillsController, StretchesController],
  providers: [
    Agents,
    configuredSkills,
    AgentViewStore,
    AgentReactions,
    AgentTopics,
    SkillSettings,
    SkillStore,
    SignOutOther,
    StretchStore,
  ],
  exports: [Agents, AgentViewStore, SkillStore, StretchStore],
})
export class AgentsModule {}

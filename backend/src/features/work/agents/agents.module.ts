import { Module } from '@nestjs/common';
import { RealtimeModule } from '../../../platform/realtime';
import { AgentViewStore } from './data/agent-view.store';
import { SkillStore } from './data/skill.store';
import { AgentReactions } from './edge/agent-reactions';
import { AgentTopics } from './edge/agent-topics';
import { AgentsController } from './edge/agents.controller';
import { SkillsController } from './edge/skills.controller';
import { Agents } from './use-cases/agents';
import { SkillSettings } from './use-cases/skill-settings';

@Module({
  imports: [RealtimeModule],
  controllers: [AgentsController, SkillsController],
  providers: [Agents, AgentViewStore, AgentReactions, AgentTopics, SkillSettings, SkillStore],
  exports: [Agents, AgentViewStore, SkillStore],
})
export class AgentsModule {}

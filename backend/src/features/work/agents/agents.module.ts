import { Module } from '@nestjs/common';
import { RealtimeModule } from '../../../platform/realtime';
import { AgentViewStore } from './data/agent-view.store';
import { AgentReactions } from './edge/agent-reactions';
import { AgentTopics } from './edge/agent-topics';
import { AgentsController } from './edge/agents.controller';
import { Agents } from './use-cases/agents';

@Module({
  imports: [RealtimeModule],
  controllers: [AgentsController],
  providers: [Agents, AgentViewStore, AgentReactions, AgentTopics],
  exports: [Agents, AgentViewStore],
})
export class AgentsModule {}

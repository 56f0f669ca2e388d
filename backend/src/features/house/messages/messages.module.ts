import { Module } from '@nestjs/common';
import { RealtimeModule } from '../../../platform/realtime';
import { MessageStore } from './data/message.store';
import { MessageReactions } from './edge/message-reactions';
import { MessagesController } from './edge/messages.controller';
import { Messages } from './use-cases/messages';

@Module({
  imports: [RealtimeModule],
  controllers: [MessagesController],
  providers: [MessageStore, Messages, MessageReactions],
})
export class MessagesModule {}

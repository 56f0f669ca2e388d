import { Module } from '@nestjs/common';
import { BoxStore } from './data/box.store';
import { MessageStore } from './data/message.store';
import { VoicemailBoxesController } from './edge/voicemail-boxes.controller';
import { VoicemailMessagesController } from './edge/voicemail-messages.controller';
import { VoicemailReactions } from './edge/voicemail-reactions';
import { KeepMessages } from './use-cases/keep-messages';
import { MailMessages } from './use-cases/mail-messages';
import { VoicemailBoxes } from './use-cases/voicemail-boxes';

@Module({
  controllers: [VoicemailBoxesController, VoicemailMessagesController],
  providers: [BoxStore, MessageStore, KeepMessages, MailMessages, VoicemailBoxes, VoicemailReactions],
  exports: [VoicemailBoxes],
})
export class VoicemailModule {}

import { Module } from '@nestjs/common';
import { VoicemailsOfPersons } from './edge/voicemails-of-persons';
import { PrivacyModule } from '../../customers/privacy';
import { BoxStore } from './data/box.store';
import { MessageStore } from './data/message.store';
import { VoicemailBoxesController } from './edge/voicemail-boxes.controller';
import { VoicemailMessagesController } from './edge/voicemail-messages.controller';
import { configuredBoxes } from './edge/configured-boxes';
import { VoicemailReactions } from './edge/voicemail-reactions';
import { KeepMessages } from './use-cases/keep-messages';
import { MailMessages } from './use-cases/mail-messages';
import { VoicemailBoxes } from './use-cases/voicemail-boxes';

@Module({
  imports: [PrivacyModule],
  controllers: [VoicemailBoxesController, VoicemailMessagesController],
  providers: [
    BoxStore,
    configuredBoxes,
    MessageStore,
    KeepMessages,
    MailMessages,
    VoicemailBoxes,
    VoicemailReactions,
    VoicemailsOfPersons,
  ],
  exports: [VoicemailBoxes],
})
export class VoicemailModule {}

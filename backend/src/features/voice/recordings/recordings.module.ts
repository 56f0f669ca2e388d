import { Module } from '@nestjs/common';
import { PrivacyModule } from '../../customers/privacy';
import { RecordingStore } from './data/recording.store';
import { RecordingReactions } from './edge/recording-reactions';
import { RecordingsOfPersons } from './edge/recordings-of-persons';
import { RecordingsController } from './edge/recordings.controller';
import { KeepRecording } from './use-cases/keep-recording';

@Module({
  imports: [PrivacyModule],
  controllers: [RecordingsController],
  providers: [RecordingStore, KeepRecording, RecordingReactions, RecordingsOfPersons],
})
export class RecordingsModule {}

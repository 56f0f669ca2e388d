import { Module } from '@nestjs/common';
import { RecordingStore } from './data/recording.store';
import { RecordingReactions } from './edge/recording-reactions';
import { RecordingsController } from './edge/recordings.controller';

@Module({
  controllers: [RecordingsController],
  providers: [RecordingStore, RecordingReactions],
})
export class RecordingsModule {}

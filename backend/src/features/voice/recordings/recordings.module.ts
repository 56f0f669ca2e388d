import { Module } from '@nestjs/common';
import { RecordingStore } from './data/recording.store';
import { RecordingReactions } from './edge/recording-reactions';
import { RecordingsController } from './edge/recordings.controller';
import { KeepRecording } from './use-cases/keep-recording';

@Module({
  controllers: [RecordingsController],
  providers: [RecordingStore, KeepRecording, RecordingReactions],
})
export class RecordingsModule {}

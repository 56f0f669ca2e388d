import { Module } from '@nestjs/common';
import { PrivacyModule } from '../../customers/privacy';
import { AnnotationStore } from './data/annotation.store';
import { ProofStore } from './data/proof.store';
import { RecordingVault } from './data/recording-vault';
import { RecordingStore } from './data/recording.store';
import { RecordingViews } from './data/recording.view';
import { AnnotationsController } from './edge/annotations.controller';
import { RecordingReactions } from './edge/recording-reactions';
import { RecordingsOfPersons } from './edge/recordings-of-persons';
import { RecordingsController } from './edge/recordings.controller';
import { Retention } from './edge/retention';
import { AnnotateRecording } from './use-cases/annotate-recording';
import { KeepRecording } from './use-cases/keep-recording';

@Module({
  imports: [PrivacyModule],
  controllers: [RecordingsController, AnnotationsController],
  providers: [
    RecordingStore,
    RecordingViews,
    RecordingVault,
    ProofStore,
    AnnotationStore,
    KeepRecording,
    AnnotateRecording,
    RecordingReactions,
    Retention,
    RecordingsOfPersons,
  ],
})
export class RecordingsModule {}

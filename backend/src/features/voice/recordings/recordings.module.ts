import { Module } from '@nestjs/common';
import { PrivacyModule } from '../../customers/privacy';
import { AnnotationStore } from './data/annotation.store';
import { CheckStore } from './data/check.store';
import { ExportStore } from './data/export.store';
import { ProofStore } from './data/proof.store';
import { RecordingSounds } from './data/recording-sounds';
import { RecordingVault } from './data/recording-vault';
import { RecordingStore } from './data/recording.store';
import { RecordingViews } from './data/recording.view';
import { AnnotationsController } from './edge/annotations.controller';
import { CheckJobs } from './edge/check-jobs';
import { ChecksController } from './edge/checks.controller';
import { ExportJobs } from './edge/export-jobs';
import { ExportsController } from './edge/exports.controller';
import { RecordingReactions } from './edge/recording-reactions';
import { RecordingsOfPersons } from './edge/recordings-of-persons';
import { RecordingsController } from './edge/recordings.controller';
import { Retention } from './edge/retention';
import { AnnotateRecording } from './use-cases/annotate-recording';
import { CheckRecordings } from './use-cases/check-recordings';
import { ExportRecordings } from './use-cases/export-recordings';
import { KeepRecording } from './use-cases/keep-recording';
import { PackRecordings } from './use-cases/pack-recordings';

@Module({
  imports: [PrivacyModule],
  controllers: [RecordingsController, AnnotationsController, ExportsController, ChecksController],
  providers: [
    RecordingStore,
    RecordingViews,
    RecordingVault,
    RecordingSounds,
    ProofStore,
    AnnotationStore,
    CheckStore,
    CheckRecordings,
    CheckJobs,
    ExportStore,
    ExportRecordings,
    PackRecordings,
    ExportJobs,
    KeepRecording,
    AnnotateRecording,
    RecordingReactions,
    Retention,
    RecordingsOfPersons,
  ],
  exports: [RecordingSounds],
})
export class RecordingsModule {}

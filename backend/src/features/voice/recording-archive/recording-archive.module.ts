import { Module } from '@nestjs/common';
import { RecordingsModule } from '../recordings';
import { ArchiveStore } from './data/archive.store';
import { ArchiveJobs } from './edge/archive-jobs';
import { ArchiveMeter } from './edge/archive-meter';
import { ArchiveController } from './edge/archive.controller';
import { ArchiveTargets } from './use-cases/archive-targets';
import { CopyRecording } from './use-cases/copy-recording';
import { MakeCopies } from './use-cases/make-copies';
import { OpenPlace } from './use-cases/open-place';

@Module({
  imports: [RecordingsModule],
  controllers: [ArchiveController],
  providers: [ArchiveStore, ArchiveTargets, OpenPlace, CopyRecording, MakeCopies, ArchiveJobs, ArchiveMeter],
})
export class RecordingArchiveModule {}

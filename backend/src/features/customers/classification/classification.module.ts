import { Module } from '@nestjs/common';
import { ExternalUrlsModule } from '../external-urls';
import { RecordsModule } from '../records';
import { ScriptsModule } from '../scripts';
import { ClassifierStore } from './data/classifier.store';
import { RecontactStore } from './data/recontact.store';
import { configuredClassifiers } from './edge/configured-classifiers';
import { ClassifiersController } from './edge/classifiers.controller';
import { RecontactReminders } from './edge/recontact-reminders';
import { RecontactsController } from './edge/recontacts.controller';
import { Classifiers } from './use-cases/classifiers';
import { FollowUps } from './use-cases/follow-ups';
import { Processes } from './use-cases/processes';
import { Recontacts } from './use-cases/recontacts';

@Module({
  imports: [ExternalUrlsModule, RecordsModule, ScriptsModule],
  controllers: [ClassifiersController, RecontactsController],
  providers: [
    ClassifierStore,
    configuredClassifiers,
    RecontactStore,
    Classifiers,
    FollowUps,
    Processes,
    Recontacts,
    RecontactReminders,
  ],
  exports: [ClassifierStore, Classifiers, FollowUps, Processes, Recontacts],
})
export class ClassificationModule {}

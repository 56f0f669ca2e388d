import { Module } from '@nestjs/common';
import { ExternalUrlsModule } from '../external-urls';
import { PrivacyModule } from '../privacy';
import { RecordsModule } from '../records';
import { ConversationView } from './data/conversation.view';
import { ScriptResultsView } from './data/script-results.view';
import { ScriptRunStore } from './data/script-run.store';
import { ScriptStore } from './data/script.store';
import { configuredScripts } from './edge/configured-scripts';
import { ScriptPicturesController } from './edge/script-pictures.controller';
import { ScriptRunsController } from './edge/script-runs.controller';
import { ScriptsController } from './edge/scripts.controller';
import { ScriptsOfPersons } from './edge/scripts-of-persons';
import { ContactOfCall } from './use-cases/contact-of-call';
import { JudgeScript } from './use-cases/judge-script';
import { ScriptPictures } from './use-cases/script-pictures';
import { ScriptRuns } from './use-cases/script-runs';
import { Scripts } from './use-cases/scripts';
import { ShowScript } from './use-cases/show-script';

const stores = [ConversationView, ScriptResultsView, ScriptRunStore, ScriptStore];
const useCases = [ContactOfCall, JudgeScript, ScriptPictures, ScriptRuns, Scripts, ShowScript];

@Module({
  imports: [ExternalUrlsModule, PrivacyModule, RecordsModule],
  controllers: [ScriptsController, ScriptPicturesController, ScriptRunsController],
  providers: [...stores, ...useCases, configuredScripts, ScriptsOfPersons],
  exports: [Scripts, ScriptStore],
})
export class ScriptsModule {}

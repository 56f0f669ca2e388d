import { Module } from '@nestjs/common';
import { RoutingModule } from '../routing';
import { WhatIfRunStore } from './data/what-if-run.store';
import { WhatIfJobs } from './edge/what-if-jobs';
import { WhatIfController } from './edge/what-if.controller';
import { RunWhatIf } from './use-cases/run-what-if';
import { WhatIfRuns } from './use-cases/what-if-runs';

@Module({
  imports: [RoutingModule],
  controllers: [WhatIfController],
  providers: [WhatIfRuns, RunWhatIf, WhatIfRunStore, WhatIfJobs],
  exports: [WhatIfRuns, RunWhatIf],
})
export class WhatIfModule {}

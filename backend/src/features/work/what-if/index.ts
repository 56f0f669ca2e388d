/** Past periods run again: replay of every decision, and what would have been with other people or rules. */
export { WhatIfModule } from './what-if.module';
export { RunWhatIf } from './use-cases/run-what-if';
export { WhatIfRuns } from './use-cases/what-if-runs';

/** HLR: what operators say of mobile numbers, and what follows from it. */
export { HlrModule } from './hlr.module';
/** Whether a number is to be left alone. */
export { HlrNumbers } from './use-cases/hlr-numbers';
export type * from './domain/hlr-events';

/** Classifiers: what a conversation was about, and what is done about it. */
export { ClassificationModule } from './classification.module';
export { ClassifierStore } from './data/classifier.store';
export { Classifiers } from './use-cases/classifiers';
/** Who has carried a recontact out says so here. */
export { Recontacts } from './use-cases/recontacts';
/** Performed in the transaction that classifies. */
export { FollowUps, type Classified, type DeskTasks, type FollowUpRefusal } from './use-cases/follow-ups';
/** Where contacts can be passed on to registers here. */
export { Processes, type ProcessSource } from './use-cases/processes';
export { FOLLOW_UP_EVENT_TYPES } from './domain/follow-up-events';
export type * from './domain/follow-up-events';

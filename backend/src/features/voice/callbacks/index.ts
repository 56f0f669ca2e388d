/** Callbacks: who is called back, by his own wish or by a queue's rule, and how each attempt went. */
export { CallbacksModule } from './callbacks.module';
export { CALLBACK_EVENT_TYPES } from './domain/callback-events';
export type * from './domain/callback-events';

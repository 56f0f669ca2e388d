/** Messages to users inside the platform. */
export { MessagesModule } from './messages.module';
export { MESSAGE_EVENT_TYPES } from './domain/message-events';
export type * from './domain/message-events';

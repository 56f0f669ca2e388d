import { Module } from '@nestjs/common';
import { CallbacksOfPersons } from './edge/callbacks-of-persons';
import { PrivacyModule } from '../../customers/privacy';
import { CallsModule } from '../calls';
import { CallbackStore } from './data/callback.store';
import { CallbackFollowing } from './edge/callback-following';
import { CallbacksController } from './edge/callbacks.controller';
import { AttemptCallback } from './use-cases/attempt-callback';
import { Callbacks } from './use-cases/callbacks';
import { RequestCallback } from './use-cases/request-callback';

@Module({
  imports: [CallsModule, PrivacyModule],
  controllers: [CallbacksController],
  providers: [CallbackStore, Callbacks, RequestCallback, AttemptCallback, CallbackFollowing, CallbacksOfPersons],
})
export class CallbacksModule {}

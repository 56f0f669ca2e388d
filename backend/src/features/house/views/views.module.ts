import { Module } from '@nestjs/common';
import { ViewStore } from './data/view.store';
import { ViewsController } from './edge/views.controller';
import { Views } from './use-cases/views';

@Module({ controllers: [ViewsController], providers: [ViewStore, Views] })
export class ViewsModule {}

import { Module } from '@nestjs/common';
import { NotificationStore } from './data/notification.store';
import { NotificationsController } from './edge/notifications.controller';
import { Notifying } from './edge/notifying';

@Module({
  controllers: [NotificationsController],
  providers: [NotificationStore, Notifying],
})
export class NotificationsModule {}

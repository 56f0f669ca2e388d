import { Controller, Get, HttpCode, Inject, Post, Req } from '@nestjs/common';
import type { Request } from 'express';
import {
  notificationSchema,
  pageQuerySchema,
  pageSchema,
  type Notification,
  type Page,
  type PageQuery,
} from '#contracts';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { byUser } from '../../../../kernel/event-meta';
import { Database } from '../../../../platform/database';
import {
  Authenticated,
  byId,
  CurrentUser,
  ProblemException,
  requestIdOf,
  RouteSummary,
  ZodParams,
  ZodQuery,
  ZodResponse,
  type ById,
  type Principal,
} from '../../../../platform/http';
import { Journal } from '../../../../platform/journal';
import { isFor, NotificationStore } from '../data/notification.store';

@Controller('notifications')
export class NotificationsController {
  constructor(
    private readonly store: NotificationStore,
    private readonly journal: Journal,
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @Authenticated()
  @RouteSummary('What the caller was told, newest first')
  @ZodResponse(pageSchema(notificationSchema))
  list(@CurrentUser() user: Principal, @ZodQuery(pageQuerySchema) query: PageQuery): Promise<Page<Notification>> {
    return this.store.page(user, query);
  }

  @Post(':id/read')
  @HttpCode(204)
  @Authenticated()
  @RouteSummary('The caller has read it')
  async read(@CurrentUser() user: Principal, @ZodParams(byId) { id }: ById, @Req() request: Request): Promise<void> {
    const [stored] = await this.store.byIds([id]);
    if (!stored || !isFor(stored, user)) throw new ProblemException(404, 'notification-not-found');
    await this.database.transaction(async (tx) => {
      if (!(await this.store.read(tx, id, user.userId, this.clock.now()))) return;
      const meta = byUser(user.userId, requestIdOf(request), this.clock.now());
      await this.journal.append(
        tx,
        `notification-${id}`,
        [{ type: 'NotificationRead', data: { notificationId: id } }],
        meta,
      );
    });
  }
}

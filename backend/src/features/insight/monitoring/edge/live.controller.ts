import { Controller, Get } from '@nestjs/common';
import { z } from 'zod';
import { entityChangeSchema, type EntityChange } from '#contracts';
import { CurrentUser, RequirePermission, RouteSummary, ZodResponse, type Principal } from '../../../../platform/http';
import { TopicRegistry } from '../../../../platform/realtime';

const liveSchema = z.object({ entities: z.array(entityChangeSchema) });

@Controller('live')
export class LiveController {
  constructor(private readonly registry: TopicRegistry) {}

  @Get()
  @RequirePermission('live.view')
  @RouteSummary('What the topic live shows now: agents, calls, queues')
  @ZodResponse(liveSchema)
  async live(@CurrentUser() user: Principal): Promise<z.infer<typeof liveSchema>> {
    const sources = this.registry.of('live');
    const loaded = await Promise.all(
      sources.map(async (source) =>
        [...(await source.loadAll(user))].map(([id, value]): EntityChange => ({
          entity: source.entity,
          id,
          value: source.present ? source.present(user, id, value) : value,
        })),
      ),
    );
    return { entities: loaded.flat() };
  }
}

import { Controller, Delete, Get, HttpCode, Inject, Post } from '@nestjs/common';
import { z } from 'zod';
import { savedViewQuerySchema, savedViewSchema, saveViewSchema, type SavedView, type SaveView } from '#contracts';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import {
  Authenticated,
  byId,
  CurrentUser,
  ProblemException,
  RequestCause,
  RouteSummary,
  valueOr,
  ZodBody,
  ZodParams,
  ZodQuery,
  ZodResponse,
  type ById,
  type Cause,
  type Principal,
} from '../../../../platform/http';
import { ViewStore } from '../data/view.store';
import { Views, type ViewRefusal } from '../use-cases/views';

/** Lists and reports with their filters, kept under a name. */
@Controller('views')
export class ViewsController {
  constructor(
    private readonly views: Views,
    private readonly store: ViewStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @Authenticated()
  @RouteSummary('Views of one place: own ones and those shared with the caller’s role')
  @ZodResponse(z.array(savedViewSchema))
  list(
    @CurrentUser() user: Principal,
    @ZodQuery(savedViewQuerySchema) { path }: z.infer<typeof savedViewQuerySchema>,
  ): Promise<SavedView[]> {
    return this.store.of(path, user);
  }

  @Post()
  @Authenticated()
  @RouteSummary('Keeps a place with its filters; shares it with roles for those who may')
  @ZodResponse(savedViewSchema, 201)
  async save(
    @CurrentUser() user: Principal,
    @ZodBody(saveViewSchema) body: SaveView,
    @RequestCause() cause: Cause,
  ): Promise<SavedView> {
    return valueOr(await this.views.save(body, user, { ...cause, at: this.clock.now() }), viewProblem);
  }

  @Delete(':id')
  @HttpCode(204)
  @Authenticated()
  @RouteSummary('Forgets an own view')
  async remove(
    @CurrentUser() user: Principal,
    @ZodParams(byId) { id }: ById,
    @RequestCause() cause: Cause,
  ): Promise<void> {
    valueOr(await this.views.remove(id, user, { ...cause, at: this.clock.now() }), viewProblem);
  }
}

function viewProblem({ code }: ViewRefusal): ProblemException {
  switch (code) {
    case 'view-not-found':
      return new ProblemException(404, code);
    case 'view-not-shared':
      return new ProblemException(403, code);
    case 'view-name-taken':
      return new ProblemException(409, code, {
        fields: [{ field: 'name', rule: 'unique', message: 'Another view of this place has this name' }],
      });
  }
}

import { Controller, Delete, Get, HttpCode, Inject, Patch, Post } from '@nestjs/common';
import { z } from 'zod';
import {
  createdWallboardLinkSchema,
  createWallboardLinkSchema,
  idSchema,
  pageSchema,
  saveWallboardSchema,
  shownWallboardSchema,
  wallboardLinkSchema,
  wallboardListQuerySchema,
  wallboardSchema,
  type CreatedWallboardLink,
  type Page,
  type SaveWallboard,
  type Wallboard,
  type WallboardLink,
  type WallboardListQuery,
} from '#contracts';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { Database } from '../../../../platform/database';
import {
  byId,
  CurrentUser,
  foundOr404,
  ProblemException,
  Public,
  RequestCause,
  RequirePermission,
  RequiresFeature,
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
import { LinkStore } from '../data/link.store';
import { WallboardStore } from '../data/wallboard.store';
import { ShownBoards } from '../use-cases/shown-boards';
import { Wallboards, type WallboardRefusal } from '../use-cases/wallboards';

const linkOfBoard = z.object({ id: idSchema, linkId: idSchema });
type LinkOfBoard = z.infer<typeof linkOfBoard>;

/** Boards for large screens. */
@Controller('wallboards')
export class WallboardsController {
  constructor(
    private readonly wallboards: Wallboards,
    private readonly store: WallboardStore,
    private readonly links: LinkStore,
    private readonly shown: ShownBoards,
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @RequiresFeature('wallboard')
  @RequirePermission('wallboards.view')
  @RouteSummary('Wallboards')
  @ZodResponse(pageSchema(wallboardSchema))
  list(@ZodQuery(wallboardListQuerySchema) query: WallboardListQuery): Promise<Page<Wallboard>> {
    return this.store.page(query);
  }

  /** The token is the access. */
  @Post('shown')
  @HttpCode(200)
  @Public()
  @RequiresFeature('wallboard')
  @RouteSummary('The board of a link, for a screen that nobody signed in to')
  @ZodResponse(wallboardSchema)
  ofLink(@ZodBody(shownWallboardSchema) { token }: z.infer<typeof shownWallboardSchema>): Promise<Wallboard> {
    return this.shown.of(token);
  }

  @Get(':id')
  @RequiresFeature('wallboard')
  @RequirePermission('wallboards.view')
  @RouteSummary('One wallboard')
  @ZodResponse(wallboardSchema)
  async one(@ZodParams(byId) { id }: ById): Promise<Wallboard> {
    return foundOr404(await this.store.find(this.database.read, id), 'wallboard-not-found');
  }

  @Post()
  @RequiresFeature('wallboard')
  @RequirePermission('wallboards.manage')
  @RouteSummary('A new wallboard')
  @ZodResponse(wallboardSchema, 201)
  async create(
    @CurrentUser() user: Principal,
    @ZodBody(saveWallboardSchema) body: SaveWallboard,
    @RequestCause() cause: Cause,
  ): Promise<Wallboard> {
    return valueOr(await this.wallboards.save(null, body, user, this.meta(cause)), wallboardProblem);
  }

  @Patch(':id')
  @RequiresFeature('wallboard')
  @RequirePermission('wallboards.manage')
  @RouteSummary('Another name or other tiles')
  @ZodResponse(wallboardSchema)
  async update(
    @CurrentUser() user: Principal,
    @ZodParams(byId) { id }: ById,
    @ZodBody(saveWallboardSchema) body: SaveWallboard,
    @RequestCause() cause: Cause,
  ): Promise<Wallboard> {
    return valueOr(await this.wallboards.save(id, body, user, this.meta(cause)), wallboardProblem);
  }

  @Delete(':id')
  @HttpCode(204)
  @RequiresFeature('wallboard')
  @RequirePermission('wallboards.manage')
  @RouteSummary('Removes a wallboard with its links')
  async remove(@ZodParams(byId) { id }: ById, @RequestCause() cause: Cause): Promise<void> {
    valueOr(await this.wallboards.remove(id, this.meta(cause)), wallboardProblem);
  }

  @Get(':id/links')
  @RequiresFeature('wallboard')
  @RequirePermission('wallboards.manage')
  @RouteSummary('Links by which screens show this board')
  @ZodResponse(z.array(wallboardLinkSchema))
  linksOf(@ZodParams(byId) { id }: ById): Promise<WallboardLink[]> {
    return this.links.ofBoard(id);
  }

  @Post(':id/links')
  @RequiresFeature('wallboard')
  @RequirePermission('wallboards.manage')
  @RouteSummary('A new link; its token is given this once')
  @ZodResponse(createdWallboardLinkSchema, 201)
  async createLink(
    @CurrentUser() { userId }: Principal,
    @ZodParams(byId) { id }: ById,
    @ZodBody(createWallboardLinkSchema) { name }: z.infer<typeof createWallboardLinkSchema>,
    @RequestCause() cause: Cause,
  ): Promise<CreatedWallboardLink> {
    return valueOr(await this.wallboards.createLink(id, { name, userId }, this.meta(cause)), wallboardProblem);
  }

  @Delete(':id/links/:linkId')
  @HttpCode(204)
  @RequiresFeature('wallboard')
  @RequirePermission('wallboards.manage')
  @RouteSummary('Ends a link; a screen that shows the board by it goes dark')
  async revokeLink(@ZodParams(linkOfBoard) { id, linkId }: LinkOfBoard, @RequestCause() cause: Cause): Promise<void> {
    valueOr(await this.wallboards.revokeLink(id, linkId, this.meta(cause)), wallboardProblem);
  }

  private meta(cause: Cause) {
    return { ...cause, at: this.clock.now() };
  }
}

export function wallboardProblem(refusal: WallboardRefusal): ProblemException {
  const { code } = refusal;
  switch (code) {
    case 'wallboard-not-found':
    case 'link-not-found':
      return new ProblemException(404, code);
    case 'changed-meanwhile':
      return new ProblemException(409, code);
    case 'wallboard-name-taken':
      return new ProblemException(409, code, {
        fields: [{ field: 'name', rule: 'unique', message: 'Another wallboard has this name' }],
      });
    case 'tile-queues-missing':
    case 'wallboard-queue-unknown':
      return onTile(refusal.index, 'queueIds', code);
    case 'tile-campaigns-missing':
    case 'wallboard-campaign-unknown':
      return onTile(refusal.index, 'campaignIds', code);
    case 'tile-metric-missing':
      return onTile(refusal.index, 'metric', code);
  }
}

const onTile = (index: number, field: string, code: string): ProblemException =>
  new ProblemException(400, code, {
    params: { place: index + 1 },
    fields: [{ field: `tiles.${index}.${field}`, rule: 'exists', message: `Tile ${index + 1} has to say this` }],
  });

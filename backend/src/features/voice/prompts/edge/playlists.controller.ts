import { Controller, Delete, Get, HttpCode, Inject, Patch, Post, Req } from '@nestjs/common';
import type { Request } from 'express';
import { z } from 'zod';
import {
  idSchema,
  pageSchema,
  playlistListQuerySchema,
  playlistSchema,
  savePlaylistSchema,
  type Playlist,
  type SavePlaylist,
} from '#contracts';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { byUser } from '../../../../kernel/event-meta';
import { Database } from '../../../../platform/database';
import {
  allPages,
  csvResponse,
  CurrentUser,
  ProblemException,
  requestIdOf,
  RequirePermission,
  RouteSummary,
  WantsCsv,
  ZodBody,
  ZodParams,
  ZodQuery,
  ZodResponse,
  type CsvColumn,
  type CsvRequest,
  type Principal,
} from '../../../../platform/http';
import { PlaylistStore } from '../data/playlist.store';
import { Playlists } from '../use-cases/playlists';
import { settingsProblem } from './settings-problem';

const byId = z.object({ id: idSchema });
type ById = z.infer<typeof byId>;
type Query = z.infer<typeof playlistListQuerySchema>;
const namesSchema = z.array(playlistSchema.pick({ id: true, name: true }));
const patchSchema = savePlaylistSchema.partial().extend({ version: z.number().int() });

const CSV: readonly CsvColumn<Playlist>[] = [
  { heading: { pl: 'Nazwa', en: 'Name' }, value: ({ name }) => name },
  { heading: { pl: 'Utworów', en: 'Items' }, value: ({ promptIds }) => promptIds.length },
  { heading: { pl: 'Zmieniono', en: 'Changed' }, value: ({ updatedAt }) => updatedAt },
];

@Controller('playlists')
export class PlaylistsController {
  constructor(
    private readonly playlists: Playlists,
    private readonly store: PlaylistStore,
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @RequirePermission('prompts.view')
  @RouteSummary('Playlists for music on hold and waiting', ['text/csv'])
  @ZodResponse(pageSchema(playlistSchema))
  async list(@ZodQuery(playlistListQuerySchema) query: Query, @WantsCsv() csv: CsvRequest | null): Promise<unknown> {
    if (!csv) return this.store.page(query);
    return csvResponse(csv, {
      name: 'playlists',
      columns: CSV,
      rows: allPages((after) => this.store.page({ ...query, limit: 200, after })),
    });
  }

  @Get('names')
  @RequirePermission('prompts.view')
  @RouteSummary('Playlists, for choosing one')
  @ZodResponse(namesSchema)
  names(): Promise<z.infer<typeof namesSchema>> {
    return this.store.names();
  }

  @Get(':id')
  @RequirePermission('prompts.view')
  @RouteSummary('One playlist')
  @ZodResponse(playlistSchema)
  async one(@ZodParams(byId) { id }: ById): Promise<Playlist> {
    const playlist = await this.store.find(this.database.read, id);
    if (!playlist) throw new ProblemException(404, 'playlist-not-found');
    return playlist;
  }

  @Post()
  @RequirePermission('prompts.manage')
  @RouteSummary('A new playlist')
  @ZodResponse(playlistSchema, 201)
  async create(
    @CurrentUser() user: Principal,
    @ZodBody(savePlaylistSchema) body: SavePlaylist,
    @Req() request: Request,
  ): Promise<Playlist> {
    const outcome = await this.playlists.create(body, this.meta(user, request));
    if (!outcome.ok) throw settingsProblem(outcome.refusal);
    return outcome.value;
  }

  @Patch(':id')
  @RequirePermission('prompts.manage')
  @RouteSummary('Changes a playlist; who waits hears it from the next start of the music')
  @ZodResponse(playlistSchema)
  async update(
    @CurrentUser() user: Principal,
    @ZodParams(byId) { id }: ById,
    @ZodBody(patchSchema) body: z.infer<typeof patchSchema>,
    @Req() request: Request,
  ): Promise<Playlist> {
    const given = Object.fromEntries(
      Object.entries(body).filter(([, value]) => value !== undefined),
    ) as Partial<SavePlaylist>;
    const outcome = await this.playlists.update(id, { ...given, version: body.version }, this.meta(user, request));
    if (!outcome.ok) throw settingsProblem(outcome.refusal);
    return outcome.value;
  }

  @Delete(':id')
  @HttpCode(204)
  @RequirePermission('prompts.manage')
  @RouteSummary('Removes a playlist that no queue plays')
  async remove(@CurrentUser() user: Principal, @ZodParams(byId) { id }: ById, @Req() request: Request): Promise<void> {
    const outcome = await this.playlists.remove(id, this.meta(user, request));
    if (!outcome.ok) throw settingsProblem(outcome.refusal);
  }

  private meta(user: Principal, request: Request) {
    return byUser(user.userId, requestIdOf(request), this.clock.now());
  }
}

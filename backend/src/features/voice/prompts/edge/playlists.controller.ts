import { Controller, Delete, Get, HttpCode, Inject, Patch, Post, Req } from '@nestjs/common';
import type { Request } from 'express';
import { z } from 'zod';
import {
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
  byId,
  CurrentUser,
  foundOr404,
  givenFields,
  listResponse,
  requestIdOf,
  RequirePermission,
  RouteSummary,
  valueOr,
  WantsCsv,
  ZodBody,
  ZodParams,
  ZodQuery,
  ZodResponse,
  type ById,
  type CsvColumn,
  type CsvRequest,
  type Principal,
} from '../../../../platform/http';
import { PlaylistStore } from '../data/playlist.store';
import { Playlists } from '../use-cases/playlists';
import { settingsProblem } from './settings-problem';

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
    return listResponse(query, csv, { name: 'playlists', columns: CSV, load: (page) => this.store.page(page) });
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
    return foundOr404(await this.store.find(this.database.read, id), 'playlist-not-found');
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
    return valueOr(await this.playlists.create(body, this.meta(user, request)), settingsProblem);
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
    return valueOr(await this.playlists.update(id, givenFields(body), this.meta(user, request)), settingsProblem);
  }

  @Delete(':id')
  @HttpCode(204)
  @RequirePermission('prompts.manage')
  @RouteSummary('Removes a playlist that no queue plays')
  async remove(@CurrentUser() user: Principal, @ZodParams(byId) { id }: ById, @Req() request: Request): Promise<void> {
    valueOr(await this.playlists.remove(id, this.meta(user, request)), settingsProblem);
  }

  private meta(user: Principal, request: Request) {
    return byUser(user.userId, requestIdOf(request), this.clock.now());
  }
}

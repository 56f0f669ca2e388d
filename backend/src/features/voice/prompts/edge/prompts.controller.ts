import { Controller, Delete, Get, HttpCode, Inject, Patch, Post, Req } from '@nestjs/common';
import type { Request } from 'express';
import { z } from 'zod';
import {
  pageSchema,
  promptListQuerySchema,
  promptNameSchema,
  promptSchema,
  promptUseSchema,
  savePromptSchema,
  type Prompt,
  type PromptName,
  type PromptUse,
  type SavePrompt,
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
import { PromptStore } from '../data/prompt.store';
import { PromptSettings } from '../use-cases/prompt-settings';
import { PromptUses } from '../use-cases/prompt-uses';
import { settingsProblem } from './settings-problem';

type Query = z.infer<typeof promptListQuerySchema>;
/** A field left out stays as it is, so no default may come back. */
const patchSchema = z.object({
  name: savePromptSchema.shape.name.optional(),
  kind: savePromptSchema.shape.kind.unwrap().optional(),
  note: savePromptSchema.shape.note.unwrap().optional(),
  version: z.number().int(),
});

const CSV: readonly CsvColumn<Prompt>[] = [
  { heading: { pl: 'Nazwa', en: 'Name' }, value: ({ name }) => name },
  { heading: { pl: 'Rodzaj', en: 'Kind' }, value: ({ kind }) => kind },
  { heading: { pl: 'Języki', en: 'Languages' }, value: ({ variants }) => variants.map((v) => v.language).join(' ') },
  { heading: { pl: 'Notatka', en: 'Note' }, value: ({ note }) => note },
  { heading: { pl: 'Zmieniono', en: 'Changed' }, value: ({ updatedAt }) => updatedAt },
];

@Controller('prompts')
export class PromptsController {
  constructor(
    private readonly settings: PromptSettings,
    private readonly store: PromptStore,
    private readonly promptUses: PromptUses,
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @RequirePermission('prompts.view')
  @RouteSummary('Prompts', ['text/csv'])
  @ZodResponse(pageSchema(promptSchema))
  async list(@ZodQuery(promptListQuerySchema) query: Query, @WantsCsv() csv: CsvRequest | null): Promise<unknown> {
    return listResponse(query, csv, { name: 'prompts', columns: CSV, load: (page) => this.store.page(page) });
  }

  @Get('names')
  @RequirePermission('prompts.view')
  @RouteSummary('Prompts that can be heard, for choosing one')
  @ZodResponse(z.array(promptNameSchema))
  names(): Promise<PromptName[]> {
    return this.store.names();
  }

  @Get(':id')
  @RequirePermission('prompts.view')
  @RouteSummary('One prompt')
  @ZodResponse(promptSchema)
  async one(@ZodParams(byId) { id }: ById): Promise<Prompt> {
    return foundOr404(await this.store.find(this.database.read, id), 'prompt-not-found');
  }

  @Get(':id/uses')
  @RequirePermission('prompts.view')
  @RouteSummary('What plays a prompt')
  @ZodResponse(z.array(promptUseSchema))
  uses(@ZodParams(byId) { id }: ById): Promise<PromptUse[]> {
    return this.promptUses.of(this.database.read, id);
  }

  @Post()
  @RequirePermission('prompts.manage')
  @RouteSummary('A new prompt, without any language yet')
  @ZodResponse(promptSchema, 201)
  async create(
    @CurrentUser() user: Principal,
    @ZodBody(savePromptSchema) body: SavePrompt,
    @Req() request: Request,
  ): Promise<Prompt> {
    return valueOr(await this.settings.create(body, this.meta(user, request)), settingsProblem);
  }

  @Patch(':id')
  @RequirePermission('prompts.manage')
  @RouteSummary('Changes name, kind and note of a prompt')
  @ZodResponse(promptSchema)
  async update(
    @CurrentUser() user: Principal,
    @ZodParams(byId) { id }: ById,
    @ZodBody(patchSchema) body: z.infer<typeof patchSchema>,
    @Req() request: Request,
  ): Promise<Prompt> {
    return valueOr(await this.settings.update(id, givenFields(body), this.meta(user, request)), settingsProblem);
  }

  @Delete(':id')
  @HttpCode(204)
  @RequirePermission('prompts.manage')
  @RouteSummary('Removes a prompt that nothing plays')
  async remove(@CurrentUser() user: Principal, @ZodParams(byId) { id }: ById, @Req() request: Request): Promise<void> {
    valueOr(await this.settings.remove(id, this.meta(user, request)), settingsProblem);
  }

  private meta(user: Principal, request: Request) {
    return byUser(user.userId, requestIdOf(request), this.clock.now());
  }
}

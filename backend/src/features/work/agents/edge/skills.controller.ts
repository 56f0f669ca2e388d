import { Controller, Delete, Get, HttpCode, Inject, Patch, Post, Put, Req } from '@nestjs/common';
import type { Request } from 'express';
import { z } from 'zod';
import {
  agentRoutingSchema,
  pageSchema,
  saveSkillSchema,
  skillListQuerySchema,
  skillSchema,
  type AgentRouting,
  type SaveSkill,
  type Skill,
} from '#contracts';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { byUser } from '../../../../kernel/event-meta';
import { Database } from '../../../../platform/database';
import {
  byId,
  CurrentUser,
  foundOr404,
  listResponse,
  oversees,
  ProblemException,
  requestIdOf,
  RequirePermission,
  RequiresFeature,
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
import { AgentViewStore } from '../data/agent-view.store';
import { SkillStore } from '../data/skill.store';
import { SkillSettings, type SkillRefusal } from '../use-cases/skill-settings';

type Query = z.infer<typeof skillListQuerySchema>;
const renameSchema = saveSkillSchema.extend({ version: z.number().int() });

const CSV: readonly CsvColumn<Skill>[] = [
  { heading: { pl: 'Nazwa', en: 'Name' }, value: ({ name }) => name },
  { heading: { pl: 'Agenci', en: 'Agents' }, value: ({ agents }) => agents },
  { heading: { pl: 'Kolejki', en: 'Queues' }, value: ({ queues }) => queues },
];

/** Skills of the company and of each agent. */
@Controller()
export class SkillsController {
  constructor(
    private readonly settings: SkillSettings,
    private readonly skills: SkillStore,
    private readonly views: AgentViewStore,
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get('skills')
  @RequiresFeature('sbr-pbr-queues')
  @RequirePermission('queues.view')
  @RouteSummary('Skills', ['text/csv'])
  @ZodResponse(pageSchema(skillSchema))
  async list(@ZodQuery(skillListQuerySchema) query: Query, @WantsCsv() csv: CsvRequest | null): Promise<unknown> {
    return listResponse(query, csv, { name: 'skills', columns: CSV, load: (page) => this.skills.page(page) });
  }

  @Get('skills/:id')
  @RequiresFeature('sbr-pbr-queues')
  @RequirePermission('queues.view')
  @RouteSummary('One skill')
  @ZodResponse(skillSchema)
  async one(@ZodParams(byId) { id }: ById): Promise<Skill> {
    return foundOr404(await this.skills.find(this.database.read, id), 'skill-not-found');
  }

  @Post('skills')
  @RequiresFeature('sbr-pbr-queues')
  @RequirePermission('queues.manage')
  @RouteSummary('A new skill')
  @ZodResponse(skillSchema, 201)
  async create(
    @CurrentUser() user: Principal,
    @ZodBody(saveSkillSchema) body: SaveSkill,
    @Req() request: Request,
  ): Promise<Skill> {
    return valueOr(await this.settings.create(body, this.meta(user, request)), skillProblem);
  }

  @Patch('skills/:id')
  @RequiresFeature('sbr-pbr-queues')
  @RequirePermission('queues.manage')
  @RouteSummary('Another name for a skill')
  @ZodResponse(skillSchema)
  async update(
    @CurrentUser() user: Principal,
    @ZodParams(byId) { id }: ById,
    @ZodBody(renameSchema) body: SaveSkill,
    @Req() request: Request,
  ): Promise<Skill> {
    return valueOr(await this.settings.update(id, body, this.meta(user, request)), skillProblem);
  }

  @Delete('skills/:id')
  @HttpCode(204)
  @RequiresFeature('sbr-pbr-queues')
  @RequirePermission('queues.manage')
  @RouteSummary('Removes a skill that nobody holds and no queue asks for')
  async remove(@CurrentUser() user: Principal, @ZodParams(byId) { id }: ById, @Req() request: Request): Promise<void> {
    valueOr(await this.settings.remove(id, this.meta(user, request)), skillProblem);
  }

  @Get('agents/:id/routing')
  @RequirePermission('queues.view')
  @RouteSummary('What an agent can do, and how much of each channel at once')
  @ZodResponse(agentRoutingSchema)
  async ofAgent(@CurrentUser() user: Principal, @ZodParams(byId) { id }: ById): Promise<AgentRouting> {
    await this.mustOversee(user, id);
    return this.settings.ofAgent(this.database.read, id);
  }

  @Put('agents/:id/routing')
  @RequirePermission('queues.manage')
  @RouteSummary("An agent's skills and capacity; routing follows within a second")
  @ZodResponse(agentRoutingSchema)
  async setOfAgent(
    @CurrentUser() user: Principal,
    @ZodParams(byId) { id }: ById,
    @ZodBody(agentRoutingSchema) body: AgentRouting,
    @Req() request: Request,
  ): Promise<AgentRouting> {
    await this.mustOversee(user, id);
    return valueOr(await this.settings.setOfAgent(id, body, this.meta(user, request)), skillProblem);
  }

  private async mustOversee(user: Principal, id: string): Promise<void> {
    const [agent] = await this.views.byIds([id], this.clock.now());
    if (!agent?.extension) throw new ProblemException(404, 'agent-not-found');
    if (!oversees(user, { users: [id] })) throw new ProblemException(403, 'not-supervised');
  }

  private meta(user: Principal, request: Request) {
    return byUser(user.userId, requestIdOf(request), this.clock.now());
  }
}

export function skillProblem({ code }: SkillRefusal): ProblemException {
  switch (code) {
    case 'skill-not-found':
    case 'agent-not-found':
      return new ProblemException(404, code);
    case 'skill-name-taken':
      return new ProblemException(409, code, {
        fields: [{ field: 'name', rule: 'unique', message: 'Another skill has this name' }],
      });
    case 'skill-in-use':
    case 'changed-meanwhile':
      return new ProblemException(409, code);
  }
}

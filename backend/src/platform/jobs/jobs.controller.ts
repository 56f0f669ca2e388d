import { Controller, Delete, Get, HttpCode, Inject, Post } from '@nestjs/common';
import { z } from 'zod';
import { deadJobSchema, listQuerySchema, manyOf, pageSchema, type DeadJob, type Page } from '#contracts';
import { CLOCK, type Clock } from '../../kernel/clock';
import { Database } from '../database';
import {
  containsPattern,
  keysetSqlPage,
  ProblemException,
  RequestCause,
  RequirePermission,
  ZodParams,
  ZodQuery,
  ZodResponse,
  type Cause,
  type KeysetSql,
  type Sorting,
} from '../http';
import { Journal } from '../journal';
import { JobTable, type JobName } from './job-table';
import { Jobs } from './jobs';

const jobListQuery = listQuerySchema(['failedAt', 'queue'], {
  state: manyOf(z.enum(['queued', 'running', 'dead', 'done', 'discarded'])),
  queue: manyOf(z.string().max(100)),
});
type JobListQuery = z.infer<typeof jobListQuery>;

const jobParams = z.object({ queue: z.string().max(100), id: z.string().max(300) });

const sorting: Sorting<'failedAt' | 'queue'> = {
  columns: {
    failedAt: { sql: 'coalesce(j.ended_at, j.enqueued_at)', type: 'timestamptz' },
    queue: { sql: 'j.queue', type: 'text' },
  },
  default: '-failedAt',
  id: { sql: `(j.queue || '/' || j.id)`, type: 'text' },
};

function selection({ state = ['dead'], queue, search }: JobListQuery): KeysetSql {
  const where = ['j.state = any($1)'];
  const parameters: unknown[] = [state];
  const add = (condition: (placeholder: string) => string, value: unknown) => {
    parameters.push(value);
    where.push(condition(`$${parameters.length}`));
  };
  if (queue) add((at) => `j.queue = any(${at})`, queue);
  if (search) add((at) => `(j.id ilike ${at} or j.error ilike ${at})`, containsPattern(search));
  const select = `j.id, j.queue, j.payload, coalesce(j.error, '') as error, j.attempts, j.state,
    coalesce(j.ended_at, j.enqueued_at) as "failedAt"`;
  return { select, from: 'job j', where, parameters };
}

/** Background jobs, dead ones first of all. */
@Controller('jobs')
export class JobsController {
  constructor(
    private readonly database: Database,
    private readonly table: JobTable,
    private readonly jobs: Jobs,
    private readonly journal: Journal,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @RequirePermission('jobs.manage')
  @ZodResponse(pageSchema(deadJobSchema))
  async list(@ZodQuery(jobListQuery) query: JobListQuery): Promise<Page<DeadJob>> {
    type Row = Omit<DeadJob, 'failedAt'> & { failedAt: Date };
    const page = await keysetSqlPage<Row>(this.database.read, selection(query), { ...query, sorting });
    return { ...page, items: page.items.map((row) => ({ ...row, failedAt: row.failedAt.toISOString() })) };
  }

  @Post(':queue/:id/retry')
  @RequirePermission('jobs.manage')
  @HttpCode(204)
  async retry(@ZodParams(jobParams) job: JobName, @RequestCause() cause: Cause): Promise<void> {
    await this.move(job, 'queued', cause);
    await this.jobs.offer(job);
  }

  @Delete(':queue/:id')
  @RequirePermission('jobs.manage')
  @HttpCode(204)
  async discard(@ZodParams(jobParams) job: JobName, @RequestCause() cause: Cause): Promise<void> {
    await this.move(job, 'discarded', cause);
  }

  private async move(job: JobName, to: 'queued' | 'discarded', cause: Cause): Promise<void> {
    const event = { type: to === 'queued' ? 'JobRetried' : 'JobDiscarded', data: { ...job } };
    await this.database.transaction(async (tx) => {
      if (!(await this.table.move(tx, job, to))) throw new ProblemException(404, 'dead-job-not-found');
      await this.journal.append(tx, `job-${job.queue}`, [event], { ...cause, at: this.clock.now() });
    });
  }
}

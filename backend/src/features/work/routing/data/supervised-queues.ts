import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Database } from '../../../../platform/database';
import { Supervision, type QueuesOfGroups } from '../../../house/identity';

/** Tells identity which queues belong to the groups that somebody supervises: those that a group serves, or that name a member of it. */
@Injectable()
export class SupervisedQueues implements QueuesOfGroups, OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly supervision: Supervision,
  ) {}

  onModuleInit(): void {
    this.supervision.useQueues(this);
  }

  async queuesOf(groupIds: readonly string[], userIds: readonly string[]): Promise<string[]> {
    const rows = await this.database.read.query<{ id: string }[]>(
      `select queue_id as id from queue_group where group_id = any($1::uuid[])
       union select queue_id from queue_agent where agent_id = any($2::uuid[])`,
      [groupIds, userIds],
    );
    return rows.map(({ id }) => id);
  }
}

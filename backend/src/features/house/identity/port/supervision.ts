import { Injectable } from '@nestjs/common';
import type { Role } from '#contracts';
import type { Supervised } from '../../../../platform/http';

/** Which queues these groups serve, or name one of these users; work/routing implements it. */
export interface QueuesOfGroups {
  queuesOf(groupIds: readonly string[], userIds: readonly string[]): Promise<readonly string[]>;
}

interface Groups {
  readonly role: Role;
  readonly supervisedGroupIds: readonly string[];
  /** Members of these groups. */
  readonly supervisedUserIds: readonly string[];
}

/**
 * What a person has in view of others: an administrator everything, everybody else the groups that he supervises. The feature
 * with queues plugs in with `useQueues(this)` in its `onModuleInit`.
 */
@Injectable()
export class Supervision {
  private queues: QueuesOfGroups | undefined;

  useQueues(source: QueuesOfGroups): void {
    this.queues = source;
  }

  async of({ role, supervisedGroupIds, supervisedUserIds }: Groups): Promise<Supervised | null> {
    if (role === 'administrator') return null;
    const queueIds = supervisedGroupIds.length > 0 ? this.queues?.queuesOf(supervisedGroupIds, supervisedUserIds) : [];
    return {
      groupIds: new Set(supervisedGroupIds),
      userIds: new Set(supervisedUserIds),
      queueIds: new Set(await queueIds),
    };
  }
}

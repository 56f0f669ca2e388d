import { Injectable } from '@nestjs/common';
import type { DomainEvent, EventMeta } from '../../../../kernel/journal';
import { Database } from '../../../../platform/database';
import { Journal } from '../../../../platform/journal';
import { Sessions } from '../../../house/identity';

/** A supervisor has ended an agent's session; the end itself is `SessionEnded`. */
export type AgentSignOutOrdered = DomainEvent<'AgentSignOutOrdered', { agentId: string; note: string }>;

/** Ends an agent's session for a reason that is kept. */
@Injectable()
export class SignOutOther {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly sessions: Sessions,
  ) {}

  of(agentId: string, note: string, meta: EventMeta): Promise<void> {
    return this.database.transaction(async (tx) => {
      const ordered: AgentSignOutOrdered = { type: 'AgentSignOutOrdered', data: { agentId, note } };
      await this.journal.append(tx, `sign-out-${agentId}`, [ordered], meta);
      await this.sessions.endOfIn(tx, agentId, 'ended-by-supervisor', meta);
    });
  }
}

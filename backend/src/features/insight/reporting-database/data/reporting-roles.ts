import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../../../platform/database';
import { KEPT, SCHEMA } from '../domain/schema';
import { ReportingCluster } from './reporting-cluster';
import type { WantedRole } from './reporting-user.store';

/** A query that runs longer is ended, also when its user has told his session otherwise. */
export const LONGEST_QUERY_SECONDS = 300;

interface HeldRole extends WantedRole {
  readonly connections: number;
}

/** The users' roles in the cluster: members of the one that may read, with their limits. */
@Injectable()
export class ReportingRoles {
  constructor(private readonly cluster: ReportingCluster) {}

  /** Makes the cluster's roles those that are wanted; `connections` 0 lets nobody in. */
  async follow(tx: Transaction, wanted: readonly WantedRole[], connections: number): Promise<void> {
    const held = await tx.query<HeldRole[]>(`select role, verifier, connections from ${KEPT}.role`);
    for (const { role } of held) if (!wanted.some((each) => each.role === role)) await this.remove(tx, role);
    for (const each of wanted) {
      const before = held.find(({ role }) => role === each.role);
      if (before?.verifier === each.verifier && before.connections === connections) continue;
      await this.make(tx, { ...each, connections });
      if (before && (before.verifier !== each.verifier || connections === 0)) await this.endSessions(tx, each.role);
    }
  }

  /** What no setting of a session can put off. */
  async endLongQueries(tx: Transaction): Promise<void> {
    await tx.query(
      `select pg_cancel_backend(a.pid) from pg_stat_activity a join ${KEPT}.role r on r.role = a.usename
       where a.state = 'active' and a.query_start < clock_timestamp() - make_interval(secs => $1)`,
      [LONGEST_QUERY_SECONDS],
    );
  }

  private async make(tx: Transaction, { role, verifier, connections }: HeldRole): Promise<void> {
    const statements = [
      `do $$ begin if not exists (select from pg_roles where rolname = '${role}') then create role ${role}; end if; end $$`,
      `grant ${this.cluster.reader} to ${role}`,
      // a verifier has no quotes in it: base64 and dollar signs
      `alter role ${role} ${connections > 0 ? 'login' : 'nologin'} connection limit ${connections} password '${verifier}'`,
      `alter role ${role} set default_transaction_read_only = on`,
      `alter role ${role} set statement_timeout = '${LONGEST_QUERY_SECONDS}s'`,
      `alter role ${role} set idle_in_transaction_session_timeout = '60s'`,
      `alter role ${role} set search_path = ${SCHEMA}`,
    ];
    for (const statement of statements) await tx.query(statement);
    await tx.query(
      `insert into ${KEPT}.role values ($1, $2, $3) on conflict (role) do update set verifier = excluded.verifier, connections = excluded.connections`,
      [role, verifier, connections],
    );
  }

  private async remove(tx: Transaction, role: string): Promise<void> {
    await tx.query(`alter role ${role} nologin`);
    await this.endSessions(tx, role);
    await tx.query(`drop role if exists ${role}`);
    await tx.query(`delete from ${KEPT}.role where role = $1`, [role]);
  }

  private async endSessions(tx: Transaction, role: string): Promise<void> {
    await tx.query('select pg_terminate_backend(pid) from pg_stat_activity where usename = $1', [role]);
  }
}

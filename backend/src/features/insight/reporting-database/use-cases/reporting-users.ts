import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { AddReportingUser, ReportingPassword } from '#contracts';
import { IDS, type Ids } from '../../../../kernel/ids';
import type { EventMeta } from '../../../../kernel/journal';
import { accepted, refused, type Outcome, type Refusal } from '../../../../kernel/outcome';
import { Database } from '../../../../platform/database';
import { Journal } from '../../../../platform/journal';
import { PlatformSource } from '../data/platform-source';
import { ReportingUserStore } from '../data/reporting-user.store';
import { scramVerifier } from '../data/scram-verifier';
import type {
  ReportingPasswordRotated,
  ReportingRebuildOrdered,
  ReportingUserAdded,
  ReportingUserRemoved,
} from '../domain/events';

export type ReportingUserRefusal = Refusal<'reporting-login-taken' | 'reporting-user-not-found'>;

const drawn = (): { password: string; verifier: string } => {
  const password = randomBytes(18).toString('base64url');
  return { password, verifier: scramVerifier(password) };
};

/** Who may ask the reporting database. The process that fills it makes the roles there follow. */
@Injectable()
export class ReportingUsers {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly store: ReportingUserStore,
    private readonly source: PlatformSource,
    @Inject(IDS) private readonly ids: Ids,
  ) {}

  add(
    { login, purpose }: AddReportingUser,
    meta: EventMeta,
  ): Promise<Outcome<ReportingPassword, ReportingUserRefusal>> {
    const { password, verifier } = drawn();
    return this.database.transaction(async (tx) => {
      const id = this.ids.next();
      const isNew = await this.store.insert(tx, { id, login, purpose, verifier, at: meta.at });
      const user = isNew && (await this.store.find(tx, id));
      if (!user) return refused({ code: 'reporting-login-taken' });
      const added: ReportingUserAdded = { type: 'ReportingUserAdded', data: { reportingUserId: id, login, purpose } };
      await this.journal.append(tx, streamOf(id), [added], meta);
      return accepted({ user, password });
    });
  }

  /** A new password; the one before is refused and its sessions end. */
  rotate(id: string, meta: EventMeta): Promise<Outcome<ReportingPassword, ReportingUserRefusal>> {
    const { password, verifier } = drawn();
    return this.database.transaction(async (tx) => {
      if (!(await this.store.find(tx, id))) return refused({ code: 'reporting-user-not-found' });
      await this.store.rotate(tx, id, verifier, meta.at);
      const user = await this.store.find(tx, id);
      if (!user) return refused({ code: 'reporting-user-not-found' });
      const data = { reportingUserId: id, login: user.login };
      const rotated: ReportingPasswordRotated = { type: 'ReportingPasswordRotated', data };
      await this.journal.append(tx, streamOf(id), [rotated], meta);
      return accepted({ user, password });
    });
  }

  remove(id: string, meta: EventMeta): Promise<Outcome<void, ReportingUserRefusal>> {
    return this.database.transaction(async (tx) => {
      const user = await this.store.find(tx, id);
      if (!user) return refused({ code: 'reporting-user-not-found' });
      await this.store.remove(tx, id);
      const data = { reportingUserId: id, login: user.login };
      const removed: ReportingUserRemoved = { type: 'ReportingUserRemoved', data };
      await this.journal.append(tx, streamOf(id), [removed], meta);
      return accepted(undefined);
    });
  }

  /** Has the whole database filled anew, at the next pass of the process that fills it. */
  async rebuild(meta: EventMeta): Promise<void> {
    await this.database.transaction(async (tx) => {
      await this.source.orderRebuild(tx);
      const ordered: ReportingRebuildOrdered = { type: 'ReportingRebuildOrdered', data: {} };
      await this.journal.append(tx, 'reportingdatabase-all', [ordered], meta);
    });
  }
}

const streamOf = (id: string): string => `reportinguser-${id}`;

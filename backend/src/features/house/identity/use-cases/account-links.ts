import { Inject, Injectable, Logger } from '@nestjs/common';
import type { IssuedLink } from '#contracts';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { accepted, refused, type Outcome } from '../../../../kernel/outcome';
import { config } from '../../../../platform/config';
import { Database, type Transaction } from '../../../../platform/database';
import { httpArea, type Cause } from '../../../../platform/http';
import { Journal } from '../../../../platform/journal';
import { Mailer } from '../../../../platform/mail';
import { AccountLinkStore } from '../data/account-link.store';
import { UserStore, type UserRecord } from '../data/user.store';
import type { IdentityEvent } from '../domain/events';
import { LINK_HOURS, LINK_PATH, linkMail, type LinkPurpose } from '../domain/link-mail';
import type { IdentityRefusal } from '../domain/refusals';
import { identityArea } from '../identity.config';
import { IDENTITY_PROVIDER, type IdentityProvider } from '../port/identity-provider';
import { Sessions } from './sessions';

const HOUR = 3_600_000;

/** Thrown to roll back the use of a link when the password is refused: the person may try another one with the same link. */
class Rejected extends Error {
  constructor(readonly refusal: IdentityRefusal) {
    super(refusal.code);
  }
}

/** Links by mail that let a person set a password: at the start, and when it is forgotten. */
@Injectable()
export class AccountLinks {
  private readonly logger = new Logger(AccountLinks.name);
  private readonly consoleUrl = config(httpArea).publicUrl.replace(/\/+$/, '');
  private readonly platformName = config(identityArea).platformName;

  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly users: UserStore,
    private readonly links: AccountLinkStore,
    private readonly sessions: Sessions,
    private readonly mailer: Mailer,
    @Inject(IDENTITY_PROVIDER) private readonly provider: IdentityProvider,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** A new link, mailed to the user and answered for copying; a mail that cannot be sent does not lose the link. */
  async issue(userId: string, purpose: LinkPurpose, cause: Cause): Promise<Outcome<IssuedLink, IdentityRefusal>> {
    const issued = await this.issueUnsent(userId, purpose, cause);
    if (!issued.ok) return issued;
    await this.mail(issued.value.user, purpose, issued.value.link.url);
    return accepted(issued.value.link);
  }

  /** A new link that nobody is told of: for the first administrator and the demo company, whose passwords are set at once. */
  async issueUnsent(
    userId: string,
    purpose: LinkPurpose,
    cause: Cause,
  ): Promise<Outcome<{ user: UserRecord; link: IssuedLink }, IdentityRefusal>> {
    return this.database.transaction(async (tx) => {
      const user = await this.users.lock(tx, userId);
      if (!user) return refused<IdentityRefusal>({ code: 'not-found' });
      const wanted = purpose === 'activation' ? 'invited' : 'active';
      if (user.state !== wanted) return refused<IdentityRefusal>({ code: 'wrong-state', state: user.state });
      return accepted({ user, link: await this.issueIn(tx, { user, purpose }, cause) });
    });
  }

  /** Asked for at the sign-in page. Answers nothing, so that it does not tell who exists. */
  async request(login: string, cause: Cause): Promise<void> {
    try {
      const user = await this.users.byLogin(login);
      if (user?.state === 'active') await this.issue(user.id, 'password-reset', cause);
    } catch (error) {
      this.logger.error(
        `A password reset could not be issued: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  }

  /** Sets the password that the link is for; ends every session and sign-in that the old one had opened. */
  async complete(
    purpose: LinkPurpose,
    { token, password }: { token: string; password: string },
    cause: Cause,
  ): Promise<Outcome<void, IdentityRefusal>> {
    try {
      await this.database.transaction((tx) => this.completeIn(tx, { purpose, token, password }, cause));
      return accepted(undefined);
    } catch (error) {
      if (error instanceof Rejected) return refused(error.refusal);
      throw error;
    }
  }

  private async completeIn(
    tx: Transaction,
    given: { purpose: LinkPurpose; token: string; password: string },
    cause: Cause,
  ): Promise<void> {
    const link = await this.links.use(tx, given.token, this.clock.now());
    const user = link?.purpose === given.purpose ? await this.users.lock(tx, link.userId) : null;
    if (!user || user.state === 'deactivated') throw new Rejected({ code: 'link-invalid' });
    const set = await this.provider.setPassword(tx, user.subject, given.password);
    if (!set.ok) throw new Rejected(set.refusal);
    const by: Cause = { ...cause, actor: { kind: 'user', id: user.id } };
    const events: IdentityEvent[] = [{ type: 'PasswordChanged', data: { userId: user.id, through: given.purpose } }];
    if (user.state === 'invited') {
      await this.users.setState(tx, user.id, 'active');
      await this.provider.changeAccount(tx, user.subject, { enabled: true });
      events.push({ type: 'UserActivated', data: { userId: user.id, through: 'link' } });
    }
    await this.sessions.endOfIn(tx, user.id, 'signed-out', by);
    await this.provider.endSignIns(tx, user.subject);
    await this.journal.append(tx, `user-${user.id}`, events, { at: this.clock.now(), ...by });
  }

  private async issueIn(
    tx: Transaction,
    { user, purpose }: { user: UserRecord; purpose: LinkPurpose },
    cause: Cause,
  ): Promise<IssuedLink> {
    const at = this.clock.now();
    const expiresAt = at + LINK_HOURS[purpose] * HOUR;
    const token = await this.links.issue(tx, { userId: user.id, purpose, expiresAt }, at);
    const until = new Date(expiresAt).toISOString();
    const type = purpose === 'activation' ? 'ActivationLinkIssued' : 'PasswordResetLinkIssued';
    await this.journal.append(
      tx,
      `user-${user.id}`,
      [{ type, data: { userId: user.id, expiresAt: until, sentTo: user.email } }],
      { at, ...cause },
    );
    return { url: `${this.consoleUrl}${LINK_PATH[purpose]}?token=${token}`, expiresAt: until };
  }

  private async mail(user: UserRecord, purpose: LinkPurpose, url: string): Promise<void> {
    const { language, login, email } = user;
    try {
      await this.mailer.send({
        to: email,
        ...linkMail({ purpose, language, platformName: this.platformName, login, url }),
      });
    } catch (error) {
      this.logger.warn(
        `The ${purpose} mail of user ${user.id} was not sent: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  }
}

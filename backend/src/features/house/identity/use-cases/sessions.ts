import { Inject, Injectable } from '@nestjs/common';
import type { Role } from '#contracts';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { IDS, type Ids } from '../../../../kernel/ids';
import { accepted, type Outcome } from '../../../../kernel/outcome';
import { Database, type Transaction } from '../../../../platform/database';
import type { Cause } from '../../../../platform/http';
import { Journal } from '../../../../platform/journal';
import { Schedule } from '../../../../platform/schedule';
import { LicensingService } from '../../licensing';
import { SessionStore } from '../data/session.store';
import type { LicencesExhausted, SessionEnded, SessionEndReason, SessionOpened } from '../domain/events';
import { openWorkstation, type WorkstationRefusal } from '../domain/open-workstation';
import { WorkstationPorts } from '../port/workstation-ports';

export interface OpenSessionRequest {
  readonly userId: string;
  readonly role: Role;
  /** Claim `sid` of the token. */
  readonly signIn: string;
  readonly takeOver: boolean;
  readonly ip: string;
  readonly userAgent: string | null;
}

/** So long without a request or a living socket ends a session. Access tokens live 5 minutes, so a used console asks more often. */
export const IDLE_MS = 15 * 60_000;
export const IDLE_COMMAND = 'identity.end-idle-session';
const idleKey = (sessionId: string): string => `session-idle:${sessionId}`;

/** Opens and ends workstation sessions: one for each user, as many as there are licences. */
@Injectable()
export class Sessions {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly schedule: Schedule,
    private readonly store: SessionStore,
    private readonly licensing: LicensingService,
    private readonly ports: WorkstationPorts,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: Ids,
  ) {}

  open(request: OpenSessionRequest, cause: Cause): Promise<Outcome<{ sessionId: string }, WorkstationRefusal>> {
    return this.database.transaction((tx) => this.openIn(tx, request, cause));
  }

  async openIn(
    tx: Transaction,
    request: OpenSessionRequest,
    cause: Cause,
  ): Promise<Outcome<{ sessionId: string }, WorkstationRefusal>> {
    await this.store.lock(tx);
    const own = await this.store.openOf(request.userId, tx);
    const { open, administrators } = await this.store.counts(tx);
    const licences = await this.licensing.licences(tx);
    const ownHasLiveCall =
      own !== null && own.signIn !== request.signIn && (await this.ports.hasLiveCall(request.userId));
    const { role, signIn, takeOver } = request;
    const decision = openWorkstation({
      role,
      signIn,
      takeOver,
      own,
      ownHasLiveCall,
      open,
      openAdministrators: administrators,
      licences,
    });
    if (!decision.ok) {
      await this.noteRefusal(tx, request.userId, decision.refusal, cause);
      return decision;
    }
    if (decision.value.kind === 'keep') return accepted({ sessionId: decision.value.sessionId });
    const ending = decision.value.kind === 'take-over' ? decision.value.endSessionId : null;
    if (ending) await this.endIn(tx, { id: ending, userId: request.userId, reason: 'signed-in-elsewhere' }, cause);
    const sessionId = await this.begin(tx, request, { open: ending ? open : open + 1, licences }, cause);
    return accepted({ sessionId });
  }

  /** Ends a user's open session, if there is one. */
  endOf(userId: string, reason: SessionEndReason, cause: Cause): Promise<void> {
    return this.database.transaction((tx) => this.endOfIn(tx, userId, reason, cause));
  }

  async endOfIn(tx: Transaction, userId: string, reason: SessionEndReason, cause: Cause): Promise<void> {
    const own = await this.store.openOf(userId, tx);
    if (own) await this.endIn(tx, { id: own.id, userId, reason }, cause);
  }

  /** The provider has ended a sign-in: its tokens are refused from now on, and its workstation is free. */
  signedOut(userId: string, signIn: string, cause: Cause): Promise<void> {
    return this.database.transaction(async (tx) => {
      await this.store.revoke(tx, signIn, { userId, at: this.clock.now() });
      const own = await this.store.openOf(userId, tx);
      if (own?.signIn === signIn) await this.endIn(tx, { id: own.id, userId, reason: 'signed-out' }, cause);
    });
  }

  /** Carried out by the timer of each session: ends it, or waits on when it was used meanwhile. */
  async endIfIdle(sessionId: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const session = await this.store.openById(sessionId, tx);
      if (!session) return;
      const due = session.lastSeenAt.getTime() + IDLE_MS;
      if (due > this.clock.now()) return this.watchIdle(tx, sessionId, due);
      const cause: Cause = {
        actor: { kind: 'system', id: 'clock' },
        correlation: `session-${sessionId}`,
        causation: null,
      };
      await this.endIn(tx, { id: sessionId, userId: session.userId, reason: 'expired' }, cause);
    });
  }

  /** Whoever answers for the Order is told that its licences do not suffice. */
  private async noteRefusal(tx: Transaction, userId: string, refusal: WorkstationRefusal, cause: Cause): Promise<void> {
    if (refusal.code !== 'licences-exhausted') return;
    const event: LicencesExhausted = { type: 'LicencesExhausted', data: { userId, limit: refusal.limit } };
    await this.journal.append(tx, `workstation-${userId}`, [event], { at: this.clock.now(), ...cause });
  }

  private async begin(
    tx: Transaction,
    { userId, role, signIn, ip, userAgent }: OpenSessionRequest,
    { open, licences }: { open: number; licences: number },
    cause: Cause,
  ): Promise<string> {
    const at = this.clock.now();
    const id = this.ids.next();
    await this.store.open(tx, { id, userId, role, signIn, openedAt: at, ip, userAgent });
    await this.watchIdle(tx, id, at + IDLE_MS);
    const event: SessionOpened = { type: 'SessionOpened', data: { sessionId: id, userId, role, ip, open, licences } };
    await this.journal.append(tx, `workstation-${userId}`, [event], { at, ...cause });
    return id;
  }

  private async endIn(
    tx: Transaction,
    { id, userId, reason }: { id: string; userId: string; reason: SessionEndReason },
    cause: Cause,
  ): Promise<void> {
    const at = this.clock.now();
    if (!(await this.store.end(tx, id, { reason, at }))) return;
    await this.schedule.cancel(tx, idleKey(id));
    const event: SessionEnded = { type: 'SessionEnded', data: { sessionId: id, userId, reason } };
    await this.journal.append(tx, `workstation-${userId}`, [event], { at, ...cause });
  }

  private watchIdle(tx: Transaction, sessionId: string, due: number): Promise<void> {
    return this.schedule.at(tx, { key: idleKey(sessionId), due, command: IDLE_COMMAND, payload: { sessionId } });
  }
}

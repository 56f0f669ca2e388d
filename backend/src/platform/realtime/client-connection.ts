import type { Socket } from 'socket.io';
import type { Changes, EntityChange, Topic } from '#contracts';
import type { Cancel, Clock, Instant } from '../../kernel/clock';
import type { AccessEnforcer, Credentials, Principal, PrincipalHolder, Supervised } from '../http';
import type { RealtimeHub } from './realtime-hub';
import type { Screen, ScreenConnection } from './screen';

export type Handshake = Pick<Credentials, 'ip' | 'userAgent' | 'requestId'>;

const sameSet = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean =>
  a.size === b.size && [...a].every((each) => b.has(each));

const sameView = (a: Supervised | null, b: Supervised | null): boolean =>
  a === null || b === null
    ? a === b
    : sameSet(a.groupIds, b.groupIds) && sameSet(a.userIds, b.userIds) && sameSet(a.queueIds, b.queueIds);

const sameRights = (a: Principal, b: Principal): boolean =>
  a.role === b.role &&
  sameSet(a.permissions, b.permissions) &&
  a.groupIds.join() === b.groupIds.join() &&
  sameView(a.supervised, b.supervised);

/** One socket with its principal and its screens. */
export class ClientConnection implements ScreenConnection {
  private readonly screens = new Map<Topic, Screen>();
  private token = '';
  private expiresAt: Instant = 0;
  private expiry: Cancel | undefined;
  /** The transport took what it was given. (`conn` emits `drain` too, but already when it hands over.) */
  private readonly ready = (): void => this.screens.forEach((screen) => screen.pump());

  constructor(
    readonly socket: Socket,
    private readonly hub: RealtimeHub,
    private readonly handshake: Handshake,
  ) {
    socket.conn.transport.on('ready', this.ready);
  }

  get principal(): Principal {
    const { principal } = this.socket.data as PrincipalHolder;
    if (!principal) throw new Error('The socket was not admitted');
    return principal;
  }

  /** Engine.io writes one batch at a time; while that one is on its way, or others wait, screens keep their changes. */
  get writable(): boolean {
    const { conn } = this.socket;
    return (
      this.socket.connected &&
      conn.transport.writable &&
      (conn as unknown as { writeBuffer: unknown[] }).writeBuffer.length === 0
    );
  }

  /** Verifies a new token, or once more the present one, and brings the screens in line with changed rights. */
  async admit(enforcer: AccessEnforcer, token = this.token): Promise<void> {
    const credentials = { ...this.handshake, authorization: `Bearer ${token}` };
    const { principal, expiresAt } = await enforcer.admitSocket(credentials);
    this.token = token;
    this.expiresAt = expiresAt;
    this.admitted(principal);
  }

  admitted(principal: Principal): void {
    const holder = this.socket.data as PrincipalHolder;
    const before = holder.principal;
    holder.principal = principal;
    if (before && !sameRights(before, principal)) this.screens.forEach((screen) => void this.refresh(screen));
  }

  /** Calls `then` when the token ends. */
  expire(clock: Clock, then: () => void): void {
    this.expiry?.();
    this.expiry = clock.wakeAt(this.expiresAt, then);
  }

  subscribed(screen: Screen): void {
    if (this.socket.disconnected) return this.hub.close(screen);
    this.unsubscribe(screen.topic);
    this.screens.set(screen.topic, screen);
  }

  unsubscribe(topic: Topic): void {
    const screen = this.screens.get(topic);
    if (screen) this.hub.close(screen);
    this.screens.delete(topic);
  }

  send(message: { topic: Topic; position: number; changes: EntityChange[] }): void {
    this.socket.emit('changes', message satisfies Changes);
  }

  drop(): void {
    this.socket.disconnect(true);
  }

  close(): void {
    this.expiry?.();
    this.expiry = undefined;
    this.socket.conn.transport.off('ready', this.ready);
    for (const topic of [...this.screens.keys()]) this.unsubscribe(topic);
  }

  /** When the rights have changed and the screen cannot be read now, the client starts over rather than keep what it must not see. */
  private async refresh(screen: Screen): Promise<void> {
    await this.hub.refresh(screen).catch(() => this.drop());
  }
}

import { Inject, Logger, UseFilters, type OnApplicationShutdown } from '@nestjs/common';
import {
  Ack,
  ConnectedSocket,
  MessageBody,
  SubscribeMessage,
  WebSocketGateway,
  WebSocketServer,
} from '@nestjs/websockets';
import type { Server, Socket } from 'socket.io';
import { z } from 'zod';
import { subscribeSchema, topicSchema, type SESSION_ENDED, type Subscribed } from '#contracts';
import { CLOCK, type Cancel, type Clock } from '../../kernel/clock';
import {
  AccessEnforcer,
  Authenticated,
  BeforeSession,
  ProblemException,
  RateLimit,
  ZodPipe,
  clientAddress,
} from '../http';
import { ClientConnection, type Handshake } from './client-connection';
import { MessageProblemFilter } from './message-problem.filter';
import { RealtimeHub } from './realtime-hub';

export type SessionEnded = (typeof SESSION_ENDED)[number];

type Acknowledge<T> = (answer: T) => void;
type Ends = (refusal: ProblemException, connection: ClientConnection) => boolean;

/** How often a connected client's token, session and permissions are looked at again. */
const RECHECK_MS = 30_000;

const authenticateSchema = z.object({ token: z.string().min(1).max(16_384) });

const rooms = ({ userId, sessionId }: { userId: string; sessionId: string | null }): string[] => [
  `user:${userId}`,
  ...(sessionId ? [`session:${sessionId}`] : []),
];

/** Sockets of browsers: who they are, which topics they follow, and when they have to go. */
@WebSocketGateway()
@UseFilters(MessageProblemFilter)
export class RealtimeGateway implements OnApplicationShutdown {
  /** Undefined in an application without sockets (a command, a test without HTTP). */
  @WebSocketServer() private readonly server: Server | undefined;
  private readonly logger = new Logger('Realtime');
  private readonly connections = new Map<string, ClientConnection>();
  private recheck: Cancel | undefined;
  /** Their session was gone at the last look. */
  private readonly suspected = new WeakSet<ClientConnection>();

  constructor(
    private readonly hub: RealtimeHub,
    private readonly enforcer: AccessEnforcer,
    private readonly rateLimit: RateLimit,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  get connected(): number {
    return this.connections.size;
  }

  afterInit(server: Server): void {
    server.use((socket, next) => {
      this.admit(socket).then(
        () => next(),
        (error: unknown) => next(refusal(error)),
      );
    });
    this.scheduleRecheck();
  }

  handleConnection(socket: Socket): void {
    const connection = this.connections.get(socket.id);
    if (!connection) return void socket.disconnect(true);
    void socket.join(rooms(connection.principal));
    connection.expire(this.clock, () => this.end(connection, 'expired'));
  }

  handleDisconnect(socket: Socket): void {
    this.connections.get(socket.id)?.close();
    this.connections.delete(socket.id);
  }

  /** Ends a session's or a user's sockets in every process: the reason first, then the disconnect. */
  endSockets(whose: { sessionId: string } | { userId: string }, reason: SessionEnded): void {
    const room = 'sessionId' in whose ? `session:${whose.sessionId}` : `user:${whose.userId}`;
    this.server?.in(room).emit('session-ended', { reason });
    this.server?.in(room).disconnectSockets(true);
  }

  /**
   * Looks at every socket of this process again now, because somebody's rights have changed. A session that is gone is left to
   * whoever ended it: he tells the reason, and this look would not know it.
   */
  async lookAgain(): Promise<void> {
    await this.lookAtAll((error) => error.code !== 'session-required');
  }

  @SubscribeMessage('subscribe')
  @Authenticated()
  async subscribe(
    @ConnectedSocket() socket: Socket,
    @MessageBody(new ZodPipe(subscribeSchema)) { topic, after }: z.infer<typeof subscribeSchema>,
    @Ack() acknowledge: Acknowledge<Subscribed>,
  ): Promise<void> {
    const connection = this.connectionOf(socket);
    await this.rateLimit.message(connection.principal);
    if (!this.hub.ready) throw new ProblemException(503, 'unavailable');
    connection.unsubscribe(topic);
    const opened = await this.hub.open(topic, connection, after);
    if (!opened) throw new ProblemException(403, 'permission-missing');
    const { kind, position, entities } = opened.answer;
    // The answer and what follows it leave in this order, because nothing is awaited in between.
    acknowledge({ ok: true, kind, position, entities });
    connection.subscribed(opened.screen);
    opened.begin();
  }

  @SubscribeMessage('unsubscribe')
  @Authenticated()
  unsubscribe(
    @ConnectedSocket() socket: Socket,
    @MessageBody(new ZodPipe(z.object({ topic: topicSchema })))
    { topic }: Pick<z.infer<typeof subscribeSchema>, 'topic'>,
  ): { ok: true } {
    this.connectionOf(socket).unsubscribe(topic);
    return { ok: true };
  }

  /** An answer at once: the console measures the link by it (network-quality). */
  @SubscribeMessage('echo')
  @Authenticated()
  echo(@ConnectedSocket() socket: Socket): { ok: true } {
    this.connectionOf(socket);
    return { ok: true };
  }

  /** A renewed token, before the old one ends. */
  @SubscribeMessage('authenticate')
  @BeforeSession()
  async authenticate(
    @ConnectedSocket() socket: Socket,
    @MessageBody(new ZodPipe(authenticateSchema)) { token }: z.infer<typeof authenticateSchema>,
  ): Promise<{ ok: true }> {
    const connection = this.connectionOf(socket);
    await this.rateLimit.message(connection.principal);
    const before = connection.principal;
    await connection.admit(this.enforcer, token);
    if (connection.principal.userId !== before.userId || connection.principal.sessionId !== before.sessionId) {
      connection.admitted(before);
      throw new ProblemException(403, 'session-mismatch');
    }
    connection.expire(this.clock, () => this.end(connection, 'expired'));
    return { ok: true };
  }

  onApplicationShutdown(): void {
    this.recheck?.();
    for (const connection of this.connections.values()) connection.close();
  }

  private async admit(socket: Socket): Promise<void> {
    const handshake: Handshake = {
      ip: clientAddress(socket.request),
      userAgent: socket.request.headers['user-agent'] ?? null,
      requestId: socket.id,
    };
    const connection = new ClientConnection(socket, this.hub, handshake);
    const parsed = authenticateSchema.safeParse(socket.handshake.auth);
    try {
      if (!parsed.success) throw new ProblemException(401, 'not-signed-in');
      await connection.admit(this.enforcer, parsed.data.token);
    } catch (error) {
      if (isRefusal(error, 401)) await this.rateLimit.failedSignIn(handshake.ip);
      throw error;
    }
    // A client that went away during the handshake never becomes a connection.
    if (socket.conn.readyState !== 'open') throw new ProblemException(400, 'connection-closed');
    this.connections.set(socket.id, connection);
    socket.conn.once('close', () => this.handleDisconnect(socket));
  }

  private connectionOf(socket: Socket): ClientConnection {
    const connection = this.connections.get(socket.id);
    if (!connection) throw new ProblemException(401, 'not-signed-in');
    return connection;
  }

  private end(connection: ClientConnection, reason: SessionEnded): void {
    connection.socket.emit('session-ended', { reason });
    connection.socket.disconnect(true);
  }

  private scheduleRecheck(): void {
    this.recheck = this.clock.wakeAt(this.clock.now() + RECHECK_MS, () => {
      this.scheduleRecheck();
      void this.lookAtAll((error, connection) => error.code !== 'session-required' || this.stillGone(connection));
    });
  }

  /** Whoever ended the session tells the reason in a moment; only when he has not by the next look, this one ends it. */
  private stillGone(connection: ClientConnection): boolean {
    const before = this.suspected.has(connection);
    this.suspected.add(connection);
    return before;
  }

  private async lookAtAll(ends: Ends): Promise<void> {
    await Promise.all([...this.connections.values()].map((connection) => this.look(connection, ends)));
  }

  /** Takes over changed permissions, and ends sockets whose token or session no longer holds. */
  private async look(connection: ClientConnection, ends: Ends): Promise<void> {
    try {
      await connection.admit(this.enforcer);
    } catch (error) {
      if (isRefusal(error, 401)) this.end(connection, 'expired');
      else if (isRefusal(error, 403)) {
        if (ends(error, connection)) this.end(connection, 'signed-out');
      } else this.logger.warn({ err: error }, 'A socket could not be looked at again');
    }
  }
}

const isRefusal = (error: unknown, status: number): error is ProblemException =>
  error instanceof ProblemException && error.getStatus() === status;

/** What `connect_error` carries: the code, as everywhere. */
function refusal(error: unknown): Error {
  const code = error instanceof ProblemException ? error.code : 'unavailable';
  return Object.assign(new Error(code), { data: { code } });
}

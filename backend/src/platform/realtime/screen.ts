import type { EntityChange, Topic } from '#contracts';
import type { Principal } from '../http';
import type { TopicSource } from './topic-source';

/** A client's connection as screens see it. */
export interface ScreenConnection {
  readonly principal: Principal;
  /** False while earlier messages have not left for the client yet. */
  readonly writable: boolean;
  send(message: { topic: Topic; position: number; changes: EntityChange[] }): void;
  /** The client falls too far behind; it comes back with `after` or takes a snapshot. */
  drop(): void;
}

/** A present value, read once for all screens; undefined when the entity is gone. */
export interface LoadedChange {
  readonly source: TopicSource;
  readonly id: string;
  readonly value: unknown;
}

/** More distinct entities waiting for one client than any screen shows: it does not read any more. */
const MOST_WAITING = 5_000;

const SEPARATOR = '\u0000';

export const keyOf = (source: Pick<TopicSource, 'entity'>, id: string): string => `${source.entity}${SEPARATOR}${id}`;

/** A change as this principal gets it. */
export const presented = (principal: Principal, { source, id, value }: LoadedChange): EntityChange => ({
  entity: source.entity,
  id,
  value: source.present ? source.present(principal, id, value) : value,
});

/**
 * What one client has on its screen of one topic. Sends only what it may see, and says of what it may no longer see that it is
 * gone. While the connection is busy, changes wait here, the latest of each entity, so a slow client costs bounded memory.
 */
export class Screen {
  private readonly known = new Set<string>();
  /** Changes that came before the first answer. */
  private early: { at: number; changes: readonly LoadedChange[] }[] = [];
  private readonly waiting = new Map<string, EntityChange>();
  private waitingPosition = 0;
  /** Everything up to here is on the client's screen; undefined until the first answer has left. */
  private position: number | undefined;

  constructor(
    readonly topic: Topic,
    public sources: readonly TopicSource[],
    private readonly connection: ScreenConnection,
  ) {}

  get principal(): Principal {
    return this.connection.principal;
  }

  /** The first answer is on its way: the client has exactly `keys`, as of `position`. Changes that came meanwhile follow. */
  begin(position: number, keys: Iterable<string>): void {
    this.position = position;
    this.known.clear();
    for (const key of keys) this.known.add(key);
    const early = this.early;
    this.early = [];
    for (const { at, changes } of early) this.offer(at, changes);
  }

  /** Changes up to `at`. Those that the client has already seen are left out, as the client itself would. */
  offer(at: number, changes: readonly LoadedChange[]): void {
    if (this.position === undefined) {
      this.early.push({ at, changes });
      return;
    }
    if (at <= this.position) return;
    for (const change of changes) this.take(change);
    this.waitingPosition = at;
    if (this.waiting.size > MOST_WAITING) this.connection.drop();
    else this.pump();
  }

  /** Only these sources from now on; `replace` then says what is gone. */
  limitTo(sources: Iterable<TopicSource>): void {
    this.sources = [...sources];
  }

  /** The whole screen anew as of `at`, because its owner may see more or less than before. */
  replace(at: number, present: readonly LoadedChange[]): void {
    const staying = new Set(present.map(({ source, id }) => keyOf(source, id)));
    for (const key of [...this.known]) if (!staying.has(key)) this.takeAway(key);
    for (const change of present) this.take(change);
    this.waitingPosition = Math.max(at, this.waitingPosition);
    this.pump();
  }

  /** Sends what waits, if the connection takes it now; never at a position that the client would take for seen. */
  pump(): void {
    if (this.position === undefined || this.waitingPosition <= this.position) return;
    if (this.waiting.size === 0 || !this.connection.writable) return;
    this.position = this.waitingPosition;
    const changes = [...this.waiting.values()];
    this.waiting.clear();
    this.connection.send({ topic: this.topic, position: this.position, changes });
  }

  private take({ source, id, value }: LoadedChange): void {
    if (!this.sources.includes(source)) return;
    const key = keyOf(source, id);
    const visible = value !== undefined && value !== null && source.visibleTo(this.principal, id, value);
    if (visible) {
      this.known.add(key);
      this.waiting.set(key, presented(this.principal, { source, id, value }));
    } else {
      this.takeAway(key);
    }
  }

  private takeAway(key: string): void {
    if (!this.known.delete(key)) return;
    const [entity = '', id = ''] = key.split(SEPARATOR);
    this.waiting.set(key, { entity, id, value: null });
  }
}

import { FactsStore, type StayResult } from '../features/insight/reporting';
import { StretchStore } from '../features/work/agents';
import type { Database, Transaction } from '../platform/database';

const uuid = (kind: number, n: number): string => `${kind}0000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

export const [SALES, SERVICE] = [uuid(1, 1), uuid(1, 2)];
const [ANNA, BORIS] = [uuid(2, 1), uuid(2, 2)];
const [SOLD, LEFT, NOBODY] = [uuid(6, 1), uuid(6, 2), uuid(6, 3)];

/** Sunday 25 October 2026: at 3:00 summer time (1:00 UTC) the clock goes back to 2:00, so the day has 25 hours. */
export const utc = (clock: string): number => Date.parse(`2026-10-${clock}Z`);

/** Two queues, two agents, and what happened on that day; its numbers are computed by hand in contracts/src/golden-day.fixture.ts. */
export const goldenDay = async (database: Database): Promise<void> => new GoldenDay(database).fill();

type Closed = Parameters<StretchStore['add']>[3];

interface Called {
  readonly direction?: 'inbound' | 'outbound';
  readonly queueId?: string | null;
  readonly agentId?: string;
  readonly wait?: number;
  /** Null: nobody answered. */
  readonly talk?: number | null;
  readonly classifierId?: string;
  readonly continues?: string;
}

class GoldenDay {
  private readonly facts = new FactsStore();
  private readonly stretches: StretchStore;
  /** Positions that no journal of a test reaches. */
  private next = 1_000_000;

  constructor(private readonly database: Database) {
    this.stretches = new StretchStore(database);
  }

  async fill(): Promise<void> {
    await this.people();
    await this.places();
    await this.queueCalls();
    await this.otherCalls();
    await this.statuses();
  }

  private sql(text: string, parameters: unknown[]): Promise<unknown> {
    return this.database.transaction((tx) => tx.query(text, parameters));
  }

  private twice(fact: (tx: Transaction) => Promise<void>): Promise<void> {
    // The relay delivers at least once: the second time changes nothing.
    return this.database.transaction(async (tx) => {
      await fact(tx);
      await fact(tx);
    });
  }

  private async people(): Promise<void> {
    for (const [id, first, last, extension] of [
      [ANNA, 'Anna', 'Wilk', '8001'],
      [BORIS, 'Boris', 'Sowa', '8002'],
    ])
      await this.sql(
        `insert into app_user (id, subject, login, first_name, last_name, email, role, state, extension, language, created_at)
         values ($1::uuid, $1::text, $2, $3, $4, $2, 'agent', 'active', $5, 'pl', now())`,
        [id, `golden${extension}@firma.test`, first, last, extension],
      );
    // From midnight to 4:00 of that night: five hours pass.
    await this.sql(
      `insert into schedule_day (agent_id, date, kind, start_minute, end_minute, unpaid_break_minutes) values ($1, '2026-10-25', 'shift', 0, 240, 30)`,
      [BORIS],
    );
  }

  private async places(): Promise<void> {
    for (const [id, name] of [
      [SALES, 'Handel'],
      [SERVICE, 'Pomoc'],
    ])
      await this.sql(
        `insert into queue (id, name, strategy, offer_timeout_seconds, wrap_up_seconds, priority, slope_per_second, service_level_seconds, music,
           announce_position, announce_every_seconds, record, classifier_required, classifier_ids, active)
         values ($1, $2, 'linear', 20, 30, 0, 0, 20, 'default', false, 30, 'never', false, '{}', true)`,
        [id, name],
      );
    for (const [id, name, value] of [
      [SOLD, 'Umowa', 150],
      [LEFT, 'Rezygnacja', null],
      [NOBODY, 'Nie odebrał', null],
    ])
      await this.sql(
        `insert into classifier (id, name, success, success_value, active) values ($1, $2, $3::float8 is not null, $3, true)`,
        [id, name, value],
      );
    await this.sql(`insert into survey (id, name, draft, updated_at) values ($1, 'Zadowolenie', '{}', now())`, [
      uuid(5, 1),
    ]);
  }

  private async queueCalls(): Promise<void> {
    // Local 01:30 summer time, and both hours that the clock calls 2:00 to 3:00.
    const sold = await this.stay(SALES, '24T23:30:00', 10, { talk: 100, classifierId: SOLD });
    await this.handled(ANNA, sold, { from: '24T23:30:10', talk: 100, wrapUp: 20 });
    const left = await this.stay(SALES, '25T00:30:00', 30, { talk: 50, classifierId: LEFT });
    await this.handled(ANNA, left, { from: '25T00:30:30', talk: 50, wrapUp: 10 });
    await this.stay(SALES, '25T01:15:00', 4, 'abandoned');
    await this.stay(SALES, '25T01:20:00', 40, 'abandoned');
    const served = await this.stay(SERVICE, '25T09:00:00', 20, { talk: 300, classifierId: SOLD });
    await this.handled(ANNA, served, { from: '25T09:00:20', talk: 300, wrapUp: 60 });
    const moved = await this.stay(SERVICE, '25T09:05:00', 60, 'overflowed');
    // The last second of the day, and the first of the next.
    await this.stay(SERVICE, '25T22:59:59', 5, 'diverted');
    await this.stay(SERVICE, '25T23:00:00', 5, { talk: 0 });

    await this.recording(sold, '24T23:30:10', 'stored', 60);
    await this.recording(served, '25T09:00:20', 'deleted', 120);
    await this.recording(left, '25T00:30:30', 'lost', 0);
    await this.recording(moved, '25T09:06:00', 'skipped', 0); // the queue's rule said so: neither recorded nor lost
    await this.survey(sold, 'completed', '5', '4');
    await this.survey(left, 'broken-off', '3');
    await this.survey(served, 'not-launched');
    // The survey after the conversation: the caller's line goes on.
    await this.call('24T23:31:50', { queueId: SALES, talk: 25, continues: sold });
  }

  private async otherCalls(): Promise<void> {
    const outbound = { direction: 'outbound', queueId: null, agentId: BORIS } as const;
    const reached = await this.call('25T12:00:00', { ...outbound, talk: 80 });
    await this.handled(BORIS, reached, { from: '25T12:00:15', talk: 80, wrapUp: 10 });
    await this.call('25T12:10:00', { ...outbound, talk: null, classifierId: NOBODY });
    const refused = await this.call('25T13:00:00', { queueId: null, talk: null });
    const missed = { position: (this.next += 1), agentId: BORIS, subjectId: refused, at: utc('25T13:00:10') };
    await this.twice((tx) => this.facts.missed(tx, { ...missed, cause: 'no-answer' }));
  }

  private async statuses(): Promise<void> {
    // Ready from 23:50 of the day before (local) to 00:10: ten minutes of it are of this day.
    await this.was(ANNA, 'ready', { from: '24T21:50:00', seconds: 1200 });
    // Over the whole night of the change.
    await this.was(ANNA, 'not-ready:lunch', { from: '25T00:30:00', seconds: 7200 });
    await this.was(ANNA, 'busy', { from: '25T09:00:00', seconds: 450 });
    await this.was(ANNA, 'wrap-up', { from: '25T09:07:30', seconds: 90 });
    await this.was(ANNA, 'reserved', { from: '25T09:09:00', seconds: 60 });
    await this.was(ANNA, 'offline', { from: '25T09:10:00', seconds: 3600 });
    await this.was(BORIS, 'ready', { from: '24T23:00:00', seconds: 10_800 });
    await this.sql(
      `insert into agent_break (id, agent_id, kind_id, kind_name, paid, stage, forced, asked_at) values ($1, $2, $1, 'Posiłek', false, 'over', false, now())`,
      [uuid(7, 1), BORIS],
    );
    await this.was(BORIS, 'not-ready:break', { from: '25T02:00:00', seconds: 1800, breakId: uuid(7, 1) });
    await this.was(BORIS, 'ready', { from: '25T02:30:00', seconds: 3600 });
  }

  /** A call in a queue, and how it left it; the call. */
  private async stay(queueId: string, from: string, wait: number, how: Called | StayResult): Promise<string> {
    const answered = typeof how === 'object';
    const subjectId = await this.call(from, {
      queueId,
      wait,
      talk: null,
      ...(answered && { ...how, agentId: ANNA }),
    });
    const [workId, at] = [uuid(3, (this.next += 1)), utc(from)];
    const begun = { workId, queueId, subjectId, channel: 'call', at };
    const end = { workId, queueId, at: at + wait * 1000, agentId: answered ? ANNA : null };
    const result = answered ? 'answered' : how;
    await this.database.transaction(async (tx) => {
      expect(await this.facts.stayBegun(tx, begun)).toBe(true);
      expect(await this.facts.stayBegun(tx, begun)).toBe(false);
      expect(await this.facts.stayEnded(tx, { ...end, result })).toBe(true);
      expect(await this.facts.stayEnded(tx, { ...end, result, at: end.at + 9000 })).toBe(false);
    });
    return subjectId;
  }

  private async call(from: string, called: Called): Promise<string> {
    const { direction = 'inbound', queueId = null, agentId = null, wait = 0, talk = null } = called;
    const id = uuid(4, (this.next += 1));
    const [began, answered] = [utc(from), utc(from) + wait * 1000];
    await this.sql(
      `insert into call (id, node_id, direction, state, number, queue_id, agent_id, offered_to, participants, started_at, answered_at, ended_at,
         state_since, muted, recording, classifier_required, classifier_id, wait_ms, talk_ms, wrap_up_ms, continues)
       values ($1, 'golden', $2, 'ended', '+48501000001', $3, $4, '{}', array_remove(array[$4::uuid], null), to_timestamp($5 / 1000.0),
         case when $6::bigint is not null then to_timestamp($7 / 1000.0) end, to_timestamp($7 / 1000.0), to_timestamp($7 / 1000.0), false, 'off', false,
         $8, $9, coalesce($6::bigint, 0), 0, $10)`,
      [
        id,
        direction,
        queueId,
        agentId,
        began,
        talk === null ? null : talk * 1000,
        answered,
        called.classifierId,
        wait * 1000,
        called.continues,
      ],
    );
    return id;
  }

  private handled(
    agentId: string,
    subjectId: string,
    { from, talk, wrapUp }: { from: string; talk: number; wrapUp: number },
  ): Promise<void> {
    const [activeMs, wrapUpMs] = [talk * 1000, wrapUp * 1000];
    const done = { position: (this.next += 1), agentId, subjectId, activeMs, wrapUpMs };
    return this.twice((tx) => this.facts.workDone(tx, { ...done, at: utc(from) + activeMs + wrapUpMs }));
  }

  private async recording(callId: string, from: string, state: string, seconds: number): Promise<void> {
    const id = uuid(8, (this.next += 1));
    const reason = state === 'lost' ? 'no-file' : state === 'skipped' ? 'policy' : null;
    await this.sql(
      `insert into recording (id, call_id, path, started_at, duration_ms, state, reason) values ($1::uuid, $2, $1::text, to_timestamp($3 / 1000.0), $4, $5, $6)`,
      [id, callId, utc(from), seconds * 1000, state, reason],
    );
  }

  private async survey(callId: string, state: string, ...answers: string[]): Promise<void> {
    const reason = state === 'not-launched' ? 'quiet-days' : null;
    await this.sql(
      `with run as (insert into survey_run (id, survey_id, call_id, via, queue_id, agent_id, language, state, reason, at)
         values ($1, $2, $3, 'after-call', $4, $5, 'pl', $6, $7, to_timestamp($8 / 1000.0)) returning id)
       insert into survey_answer select run.id, a.n::text, a.v from run, unnest($9::text[]) with ordinality a(v, n)`,
      [`golden-${callId}`, uuid(5, 1), callId, SALES, ANNA, state, reason, utc('25T12:00:00'), answers],
    );
  }

  private async was(
    agentId: string,
    what: string,
    { from: clock, seconds, breakId }: { from: string; seconds: number; breakId?: string },
  ): Promise<void> {
    const [from, reason = null] = what.split(':') as [Closed['from'], Closed['fromReason']?];
    const [position, since, durationMs] = [(this.next += 1), utc(clock), seconds * 1000];
    const closed = { from, fromReason: reason, fromBreak: breakId ?? null, since, at: since + durationMs, durationMs };
    await this.database.transaction((tx) => this.stretches.add(tx, agentId, position, closed));
    if (from === 'offline') return;
    const stretch = { position, agentId, status: from, reason, since, durationMs };
    await this.twice((tx) => this.facts.stretch(tx, stretch));
  }
}

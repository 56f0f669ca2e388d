import { Injectable } from '@nestjs/common';
import type { CallDetail, RoutingDecision, TimelineEntry } from '#contracts';
import type { RecordedEvent } from '../../../../kernel/journal';
import { Database } from '../../../../platform/database';
import { Journal } from '../../../../platform/journal';
import { sessionIdOf } from '../../ivr';
import { choiceWords, WorkItemStore, type RoutingChoice } from '../../../work/routing';
import type { CallRow } from '../data/call.view';
import { toCallView } from '../data/call.view';

type Named = Map<string, string>;

const IDS = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** One call told from its journal: what happened, why it went where it went, what was recorded. */
@Injectable()
export class CallStory {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly items: WorkItemStore,
  ) {}

  async tell(row: CallRow, may: { explain: boolean }): Promise<CallDetail> {
    const works = await this.items.ofSubject(row.id);
    const own = await this.journal.read(`call-${row.id}`);
    const streams = await Promise.all(
      [`trunks-${row.id}`, ...sessionStreams(row.id, own), ...works.map((id) => `work-${id}`)].map((stream) =>
        this.journal.read(stream),
      ),
    );
    const events = [...own, ...streams.flat()].sort((a, b) => a.position - b.position);
    const names = await this.names(events);
    return {
      call: { ...toCallView(row), classifierName: row.classifier_name },
      timeline: events.filter(({ type }) => !HIDDEN.has(type)).map((event) => entryOf(event, names)),
      decisions: may.explain ? events.flatMap((event) => decisionOf(event, names)) : [],
      recordings: await this.recordings(row.id),
    };
  }

  /** Every routing decision on the call, offers and non-offers, oldest first. */
  async why(callId: string): Promise<RoutingDecision[]> {
    const works = await this.items.ofSubject(callId);
    const streams = await Promise.all(works.map((id) => this.journal.read(`work-${id}`)));
    const events = streams.flat().sort((a, b) => a.position - b.position);
    const names = await this.names(events);
    return events.flatMap((event) => decisionOf(event, names));
  }

  /** Names of every person and queue that an event mentions. */
  private async names(events: readonly RecordedEvent[]): Promise<Named> {
    const ids = [...new Set(JSON.stringify(events.map(({ data, meta }) => [data, meta.actor])).match(IDS) ?? [])];
    const rows = await this.database.read.query<{ id: string; name: string }[]>(
      `select id, first_name || ' ' || last_name as name from app_user where id = any($1::uuid[])
       union all select id, name from queue where id = any($1::uuid[])
       union all select id, name from skill where id = any($1::uuid[])
       union all select id, name from classifier where id = any($1::uuid[])`,
      [ids],
    );
    return new Map(rows.map(({ id, name }) => [id, name]));
  }

  private async recordings(callId: string): Promise<CallDetail['recordings']> {
    const rows = await this.database.read.query<
      {
        id: string;
        started_at: Date;
        duration_ms: number;
        state: CallDetail['recordings'][number]['state'];
        reason: string | null;
      }[]
    >('select id, started_at, duration_ms, state, reason from recording where call_id = $1 order by started_at', [
      callId,
    ]);
    return rows.map((row) => ({
      id: row.id,
      startedAt: row.started_at.toISOString(),
      durationMs: row.duration_ms,
      state: row.state,
      reason: row.reason,
    }));
  }
}

/** Of every flow that the call has been in. */
const sessionStreams = (callId: string, events: readonly RecordedEvent[]): string[] => {
  const sessions = events.flatMap(({ type, data }) =>
    type === 'CallFlowEntered' ? [(data as { session?: number }).session ?? 1] : [],
  );
  return [...new Set(sessions)].map((session) => `ivr-${sessionIdOf(callId, session)}`);
};

/** Told better by the call's own events. */
const HIDDEN = new Set([
  'WorkQueued',
  'WorkOverflowed',
  'WorkOfferReleased',
  'WorkAssigned',
  'WorkWithdrawn',
  'CallMusicResumed',
  'CallSurveyPlanned',
  'CallerAsked',
  'CallerAnswered',
  'IvrPromptRequested',
  'IvrSpeechAwaited',
  'IvrDigitsAwaited',
  'IvrDigitsKept',
  'IvrLookupRequested',
  'IvrDipRequested',
]);

function entryOf(event: RecordedEvent, names: Named): TimelineEntry {
  const { kind, id } = event.meta.actor;
  return {
    position: event.position,
    at: new Date(event.meta.at).toISOString(),
    type: event.type,
    actor: { kind, id, name: names.get(id) ?? null },
    data: { ...shownOf(event), names: namesIn(event.data, names) },
  };
}

/** A secret that a caller typed (PIN, card number) is shown to nobody. */
function shownOf({ type, data }: RecordedEvent): Record<string, unknown> {
  const shown = data as Record<string, unknown>;
  if (type !== 'IvrVariablesSet' || shown['secret'] !== true) return shown;
  const hidden = Object.keys(shown['variables'] as object).map((name) => [name, '••••']);
  return { ...shown, variables: Object.fromEntries(hidden) as Record<string, string> };
}

function namesIn(data: unknown, names: Named): Record<string, string> {
  const ids = JSON.stringify(data).match(IDS) ?? [];
  return Object.fromEntries(ids.flatMap((id) => (names.has(id) ? [[id, names.get(id) ?? '']] : [])));
}

function decisionOf(event: RecordedEvent, names: Named): RoutingDecision[] {
  if (!['WorkOffered', 'WorkHeld', 'WorkOfferConflicted'].includes(event.type)) return [];
  const { choice } = event.data as { choice: RoutingChoice };
  const { at, queueId, strategy, chosen, eligible, filtered, waiting, weight, tieBreak, sentence } = choice;
  return [
    {
      at: new Date(at).toISOString(),
      queueId,
      strategy,
      chosen: [...chosen],
      eligible: eligible.map((each) => ({ ...each })),
      filtered: filtered.map((each) => ({ ...each })),
      waiting,
      weight,
      priority: choice.priority ?? null,
      tieBreak,
      sentence,
      need: (choice.need ?? []).map((each) => ({ ...each })),
      ring: choice.ring ?? 0,
      keptFor: choice.keptFor ?? null,
      words: choiceWords(choice, (id) => names.get(id) ?? id),
      names: namesIn(choice, names),
    },
  ];
}

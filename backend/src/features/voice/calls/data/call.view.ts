import { Injectable } from '@nestjs/common';
import type { CallListItem, CallView } from '#contracts';
import { Database } from '../../../../platform/database';

export interface CallRow {
  readonly id: string;
  readonly direction: CallView['direction'];
  readonly state: CallView['state'];
  readonly number: string | null;
  readonly display_name: string | null;
  readonly own_number: string | null;
  readonly contact_id: string | null;
  readonly contact_first_name: string | null;
  readonly contact_last_name: string | null;
  readonly queue_id: string | null;
  readonly queue_name: string | null;
  readonly campaign_id: string | null;
  readonly campaign_name: string | null;
  readonly work_id: string | null;
  readonly agent_id: string | null;
  readonly agent_name: string | null;
  readonly offered_to: string[];
  readonly participants: string[];
  readonly started_at: Date;
  readonly queued_at: Date | null;
  readonly answered_at: Date | null;
  readonly ended_at: Date | null;
  readonly state_since: Date;
  readonly muted: boolean;
  readonly recording: CallView['recording'];
  readonly consult: CallView['consult'];
  readonly outcome: CallView['outcome'];
  readonly ended_by: CallView['endedBy'];
  readonly classifier_id: string | null;
  readonly classifier_name: string | null;
  readonly note: string | null;
  readonly classifier_required: boolean;
  readonly wrap_up_until: Date | null;
  readonly wait_ms: number;
  readonly talk_ms: number;
  readonly wrap_up_ms: number;
  readonly callback_id: string | null;
  readonly recording_id: string | null;
  readonly position: number | null;
}

const BASE = `c.*, k.first_name as contact_first_name, k.last_name as contact_last_name, q.name as queue_name, g.name as campaign_name,
  u.first_name || ' ' || u.last_name as agent_name, s.name as classifier_name`;

/** What a list shows of calls: everything but the present place in the queue. */
export const CALL_COLUMNS = `${BASE}, (select r.id from recording r where r.call_id = c.id and r.state in ('recording', 'stored') order by r.started_at limit 1) as recording_id, null::int as position`;

export const CALL_SOURCE = `call c left join contact k on k.id = c.contact_id left join queue q on q.id = c.queue_id
  left join campaign g on g.id = c.campaign_id left join app_user u on u.id = c.agent_id left join classifier s on s.id = c.classifier_id`;

const POSITION = `case when c.state in ('queued', 'offered')
  then work_position(c.work_id, (extract(epoch from clock_timestamp()) * 1000)::bigint) end as position`;

const ONE = `select ${BASE}, null as recording_id, ${POSITION} from ${CALL_SOURCE}`;

const iso = (date: Date | null): string | null => date?.toISOString() ?? null;

/** Calls as screens show them. */
@Injectable()
export class CallViews {
  constructor(private readonly database: Database) {}

  async byIds(ids: readonly string[]): Promise<CallRow[]> {
    return this.database.read.query<CallRow[]>(`${ONE} where c.id = any($1::uuid[])`, [ids]);
  }

  async open(): Promise<CallRow[]> {
    return this.database.read.query<CallRow[]>(`${ONE} where c.state <> 'ended' order by c.started_at`);
  }

  /** Open calls that the agent takes part in, has offered, or has to close. */
  async openOf(agentId: string): Promise<CallRow[]> {
    return this.database.read.query<CallRow[]>(
      `${ONE} where c.state <> 'ended' and (c.agent_id = $1 or $1 = any(c.offered_to) or $1 = any(c.participants))`,
      [agentId],
    );
  }
}

export function toCallView(row: CallRow): CallView {
  const contact =
    row.contact_id === null
      ? null
      : { id: row.contact_id, firstName: row.contact_first_name ?? '', lastName: row.contact_last_name ?? '' };
  return {
    id: row.id,
    direction: row.direction,
    state: row.state,
    number: row.number,
    displayName: row.display_name,
    ownNumber: row.own_number,
    contact,
    queue: row.queue_id === null ? null : { id: row.queue_id, name: row.queue_name ?? '' },
    campaign: row.campaign_id === null ? null : { id: row.campaign_id, name: row.campaign_name ?? '' },
    position: row.position,
    agent: row.agent_id === null ? null : { id: row.agent_id, name: row.agent_name ?? '' },
    offeredTo: row.offered_to,
    startedAt: row.started_at.toISOString(),
    queuedAt: iso(row.queued_at),
    answeredAt: iso(row.answered_at),
    endedAt: iso(row.ended_at),
    stateSince: row.state_since.toISOString(),
    muted: row.muted,
    recording: row.recording,
    consult: row.consult,
    outcome: row.outcome,
    endedBy: row.ended_by,
    classifierId: row.classifier_id,
    note: row.note,
    classifierRequired: row.classifier_required,
    wrapUpUntil: iso(row.wrap_up_until),
    callbackId: row.callback_id,
  };
}

const seconds = (ms: number): number => Math.round(ms / 100) / 10;

export function toListItem(row: CallRow): CallListItem {
  const {
    id,
    direction,
    state,
    number,
    displayName,
    contact,
    queue,
    campaign,
    agent,
    startedAt,
    answeredAt,
    endedAt,
    outcome,
    classifierId,
    note,
  } = toCallView(row);
  return {
    id,
    direction,
    state,
    number,
    displayName,
    contact,
    queue,
    campaign,
    agent,
    startedAt,
    answeredAt,
    endedAt,
    outcome,
    classifierId,
    note,
    waitSeconds: seconds(row.wait_ms),
    talkSeconds: seconds(row.talk_ms),
    wrapUpSeconds: seconds(row.wrap_up_ms),
    classifierName: row.classifier_name,
    recordingId: row.recording_id,
  };
}

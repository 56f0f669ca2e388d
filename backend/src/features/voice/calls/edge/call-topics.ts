import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { RecordedEvent } from '../../../../kernel/journal';
import type { Principal } from '../../../../platform/http';
import { TopicRegistry, type TopicSource } from '../../../../platform/realtime';
import { overseesCall } from '../data/call-parties';
import { CallViews, toCallView, type CallRow } from '../data/call.view';
import { CALL_EVENT_TYPES } from '../domain/call-events';
import { deskCall, DeskCalls, isOnDesk, type Desk } from '../use-cases/desk-calls';
import { WaitingTogether } from './waiting-together';

const TYPES = [
  ...CALL_EVENT_TYPES,
  'WorkQueued',
  'WorkOverflowed',
  'WorkReturned',
  'WorkAssigned',
  'WorkWithdrawn',
] as const;

/** Entities `desk-call` (own calls with what one can do) and `call` (open calls of the groups that the viewer supervises). */
@Injectable()
export class CallTopics implements OnModuleInit {
  constructor(
    private readonly views: CallViews,
    private readonly desks: DeskCalls,
    private readonly registry: TopicRegistry,
  ) {}

  onModuleInit(): void {
    this.registry.register(this.desk());
    this.registry.register(this.live());
  }

  private desk(): TopicSource {
    return {
      topic: 'desk',
      entity: 'desk-call',
      permission: 'calls.take',
      types: CALL_EVENT_TYPES,
      affected: callOf,
      load: (ids) => this.desks.load(ids),
      loadAll: (principal) => this.desks.openOf(principal.userId),
      visibleTo: (principal: Principal, _id, value) => value !== null && isOnDesk(value as Desk, principal.userId),
      present: (principal, _id, value) => deskCall(value as Desk, principal.userId),
    };
  }

  private live(): TopicSource {
    const waiting = new WaitingTogether();
    return {
      topic: 'live',
      entity: 'call',
      permission: 'live.view',
      types: TYPES,
      affected: (event) => (event.stream.startsWith('work-') ? waiting.affected(event) : callOf(event)),
      load: async (ids) => byId((await this.views.byIds(ids)).filter(({ state }) => state !== 'ended')),
      loadAll: async (principal) => byId((await this.views.open()).filter((row) => overseesCall(principal, row))),
      visibleTo: (principal, _id, value) => overseesCall(principal, value as CallRow),
      present: (_principal, _id, value) => toCallView(value as CallRow),
    };
  }
}

const callOf = ({ stream }: RecordedEvent): string[] =>
  stream.startsWith('call-') ? [stream.slice('call-'.length)] : [];

const byId = (rows: readonly CallRow[]): ReadonlyMap<string, CallRow> => new Map(rows.map((row) => [row.id, row]));

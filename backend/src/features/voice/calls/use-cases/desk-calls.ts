import { Injectable } from '@nestjs/common';
import type { DeskCall } from '#contracts';
import { Database } from '../../../../platform/database';
import { CallViews, toCallView, type CallRow } from '../data/call.view';
import { actionsOf } from '../domain/call-actions';
import { participants, type CallState } from '../domain/call-state';
import { Calls } from './calls';

/** A call with its state, from which each participant's own actions are computed. */
export interface Desk {
  readonly row: CallRow;
  readonly state: CallState;
}

/** Calls as they lie on agents' desks. */
@Injectable()
export class DeskCalls {
  constructor(
    private readonly views: CallViews,
    private readonly calls: Calls,
    private readonly database: Database,
  ) {}

  async load(ids: readonly string[]): Promise<ReadonlyMap<string, Desk>> {
    return this.withStates(await this.views.byIds(ids));
  }

  async openOf(agentId: string): Promise<ReadonlyMap<string, Desk>> {
    const all = await this.withStates(await this.views.openOf(agentId));
    return new Map([...all].filter(([, desk]) => isOnDesk(desk, agentId)));
  }

  async of(callId: string, agentId: string): Promise<DeskCall | null> {
    const desk = (await this.load([callId])).get(callId);
    return desk ? deskCall(desk, agentId) : null;
  }

  private async withStates(rows: readonly CallRow[]): Promise<ReadonlyMap<string, Desk>> {
    const pairs = await Promise.all(
      rows.map(async (row) => [row.id, { row, state: await this.calls.load(this.database.read, row.id) }] as const),
    );
    return new Map(pairs);
  }
}

/** Its participants have it on their desks until it is closed; the wrap-up only its handler. */
export const isOnDesk = ({ state }: Desk, agentId: string): boolean =>
  state.phase !== 'ended' && participants(state).includes(agentId);

export const deskCall = ({ row, state }: Desk, agentId: string): DeskCall => ({
  ...toCallView(row),
  actions: [...actionsOf(state, agentId)],
});

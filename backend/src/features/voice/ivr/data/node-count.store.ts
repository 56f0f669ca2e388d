import { Injectable } from '@nestjs/common';
import type { FlowCounts, FlowFailure, Page } from '#contracts';
import type { RecordedEvent } from '../../../../kernel/journal';
import { Database } from '../../../../platform/database';
import { keysetSqlPage } from '../../../../platform/http';
import { countsOf, failuresOf } from '../domain/count-nodes';

const ADD_COUNTS = `insert into ivr_node_count (flow_id, version, day, node_id, kind, branch, count)
  select * from jsonb_to_recordset($1::jsonb) as c(
    "flowId" uuid, version integer, day date, "nodeId" text, kind text, branch text, count bigint)
  on conflict (flow_id, day, version, node_id, kind, branch) do update set count = ivr_node_count.count + excluded.count`;
const ADD_FAILURES = `insert into ivr_failure (position, at, flow_id, version, node_id, call_id, reason)
  select position, to_timestamp(at / 1000.0), "flowId", version, "nodeId", "callId", left(reason, 200)
  from jsonb_to_recordset($1::jsonb) as f(
    position bigint, at bigint, "flowId" uuid, version integer, "nodeId" text, "callId" uuid, reason text)
  on conflict (position) do nothing`;

interface CountRow {
  readonly node_id: string;
  readonly kind: 'entered' | 'branch' | 'dropped';
  readonly branch: string;
  readonly count: number;
}

interface FailureRow {
  readonly position: number;
  readonly at: Date;
  readonly call_id: string;
  readonly version: number;
  readonly node_id: string;
  readonly reason: string;
}

const SORTING = {
  columns: { position: { sql: 'f.position', type: 'bigint' } },
  default: '-position',
  id: { sql: 'f.position', type: 'bigint' },
} as const;

/** How many callers came to each node and where they went. The position counted up to makes a repeated batch count once. */
@Injectable()
export class NodeCountStore {
  constructor(private readonly database: Database) {}

  async add(events: readonly RecordedEvent[]): Promise<void> {
    await this.database.transaction(async (tx) => {
      const [row] = await tx.query<{ position: number }[]>('select position from ivr_count_position for update');
      const fresh = events.filter(({ position }) => position > Number(row?.position ?? 0));
      const last = fresh.at(-1);
      if (!last) return;
      // In one order always: two batches never wait for each other crosswise.
      const counts = countsOf(fresh).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
      if (counts.length > 0) await tx.query(ADD_COUNTS, [JSON.stringify(counts)]);
      const failures = failuresOf(fresh);
      if (failures.length > 0) await tx.query(ADD_FAILURES, [JSON.stringify(failures)]);
      await tx.query('update ivr_count_position set position = $1', [last.position]);
    });
  }

  async counts(flowId: string, days: { from: string; to: string; version?: number | undefined }): Promise<FlowCounts> {
    const rows = await this.database.read.query<CountRow[]>(
      `select node_id, kind, branch, sum(count)::int as count from ivr_node_count
       where flow_id = $1 and day between $2 and $3 and ($4::int is null or version = $4)
       group by node_id, kind, branch order by node_id, branch`,
      [flowId, days.from, days.to, days.version ?? null],
    );
    return toCounts(rows);
  }

  async failures(flowId: string, query: { limit: number; after?: string | undefined }): Promise<Page<FlowFailure>> {
    const page = await keysetSqlPage<FailureRow>(
      this.database.read,
      {
        select: 'f.position, f.at, f.call_id, f.version, f.node_id, f.reason',
        from: 'ivr_failure f',
        where: ['f.flow_id = $1'],
        parameters: [flowId],
      },
      { sorting: SORTING, ...query },
    );
    return { items: page.items.map(toFailure), next: page.next };
  }
}

function toCounts(rows: readonly CountRow[]): FlowCounts {
  const nodes = new Map<string, FlowCounts['nodes'][number]>();
  for (const { node_id: nodeId, kind, branch, count } of rows) {
    const node = nodes.get(nodeId) ?? { nodeId, entered: 0, droppedOff: 0, branches: [] };
    if (kind === 'entered') node.entered += count;
    else if (kind === 'dropped') node.droppedOff += count;
    else node.branches.push({ branch, taken: count });
    nodes.set(nodeId, node);
  }
  // What has no node is the flow itself: calls that began in it, or came into it from another flow.
  const calls = nodes.get('')?.entered ?? 0;
  nodes.delete('');
  return { calls, nodes: [...nodes.values()] };
}

const toFailure = (row: FailureRow): FlowFailure => ({
  id: String(row.position),
  at: row.at.toISOString(),
  callId: row.call_id,
  version: row.version,
  nodeId: row.node_id,
  reason: row.reason,
});

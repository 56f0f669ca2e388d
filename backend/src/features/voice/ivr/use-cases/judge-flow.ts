import { Injectable } from '@nestjs/common';
import type { FlowDocument, FlowFinding } from '#contracts';
import { judgeAddress } from '../../../../kernel/web-address';
import { config } from '../../../../platform/config';
import type { Transaction } from '../../../../platform/database';
import { FlowSurroundings } from '../data/flow-surroundings.store';
import { FlowStore, type LiveFlow } from '../data/flow.store';
import type { SessionDocument } from '../domain/session-node';
import { validateFlow } from '../domain/validate-flow';
import { hostsOf } from '../../../../platform/outbound';
import { ivrArea } from '../ivr.config';
import { IvrTargets } from './ivr-targets';

const subFlowIds = ({ nodes }: SessionDocument): string[] =>
  nodes.flatMap((node) => (node.kind === 'sub-flow' && node.flowId !== null ? [node.flowId] : []));

/** Judges a flow against what is there now. */
@Injectable()
export class JudgeFlow {
  constructor(
    private readonly surroundings: FlowSurroundings,
    private readonly flows: FlowStore,
    private readonly targets: IvrTargets,
  ) {}

  async judge(tx: Transaction, flowId: string, document: FlowDocument): Promise<FlowFinding[]> {
    const allowed = hostsOf(config(ivrArea).privateHosts);
    return validateFlow(document, {
      flowId,
      ...(await this.surroundings.read(tx)),
      flows: await this.flowsFor(tx, document),
      available: this.targets.available(),
      addressRefused: (url) => judgeAddress(url, allowed),
    });
  }

  /** Live versions of every flow that the document runs, directly or through others. */
  async innerFlows(tx: Transaction, document: SessionDocument): Promise<LiveFlow[]> {
    const found = new Map<string, LiveFlow>();
    for (let open = subFlowIds(document); open.length > 0;) {
      const live = await this.flows.live(
        tx,
        [...new Set(open)].filter((id) => !found.has(id)),
      );
      for (const flow of live) found.set(flow.flowId, flow);
      open = live.flatMap((flow) => subFlowIds(flow.document)).filter((id) => !found.has(id));
    }
    return [...found.values()];
  }

  private async flowsFor(tx: Transaction, document: FlowDocument): Promise<Map<string, FlowDocument | null>> {
    const existing = await this.flows.existing(tx, subFlowIds(document));
    const live = await this.innerFlows(tx, document);
    return new Map<string, FlowDocument | null>([
      ...existing.map((id) => [id, null] as const),
      ...live.map((flow) => [flow.flowId, flow.document] as const),
    ]);
  }
}

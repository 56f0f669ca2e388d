import { Inject, Injectable } from '@nestjs/common';
import type { FlowDocument, FlowTestCase, SaveTestCase, TestReport } from '#contracts';
import { IDS, type Ids } from '../../../../kernel/ids';
import type { EventMeta } from '../../../../kernel/journal';
import { accepted, refused, type Outcome } from '../../../../kernel/outcome';
import { Database, type Transaction } from '../../../../platform/database';
import { Journal } from '../../../../platform/journal';
import { FlowStore, type Supervised } from '../data/flow.store';
import { TestCaseStore } from '../data/test-case.store';
import { graphOf, type FlowGraph } from '../domain/flow-graph';
import { runTestCases, type TestBench } from '../domain/run-test-cases';
import type { FlowRefusal } from './flow-refusals';
import { JudgeFlow } from './judge-flow';

/** The version number of what is not published yet. */
const DRAFT = 0;
/** They all run before each publishing. */
const MOST_CASES = 1000;

type Saved<T> = Outcome<T, FlowRefusal>;

/** Test cases of flows: kept beside the flow, run without a phone. */
@Injectable()
export class FlowTests {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly flows: FlowStore,
    private readonly cases: TestCaseStore,
    private readonly judging: JudgeFlow,
    @Inject(IDS) private readonly ids: Ids,
  ) {}

  /** All cases of the flow on a document; sub-flows as they are live. */
  async run(tx: Transaction, flowId: string, document: FlowDocument): Promise<TestReport> {
    return runTestCases(await this.bench(tx, flowId, document), await this.cases.all(tx, flowId));
  }

  async runDraft(
    flowId: string,
    document: FlowDocument | undefined,
    supervised: Supervised,
  ): Promise<Saved<TestReport>> {
    const flow = await this.flows.find(this.database.read, flowId, supervised);
    if (!flow) return refused({ code: 'flow-not-found' });
    return accepted(await this.run(this.database.read, flowId, document ?? flow.draft));
  }

  create(flowId: string, value: SaveTestCase, supervised: Supervised, meta: EventMeta): Promise<Saved<FlowTestCase>> {
    return this.database.transaction(async (tx) => {
      if (!(await this.flows.find(tx, flowId, supervised))) return refused({ code: 'flow-not-found' });
      await this.flows.lock(tx, flowId);
      if ((await this.cases.count(tx, flowId)) >= MOST_CASES) return refused({ code: 'too-many-test-cases' });
      const id = this.ids.next();
      await this.cases.insert(tx, flowId, id, value);
      return this.saved(tx, flowId, id, meta);
    });
  }

  // eslint-disable-next-line centrala/max-params -- a case of a flow, changed by somebody
  update(
    of: { flowId: string; id: string },
    value: SaveTestCase,
    version: number,
    supervised: Supervised,
    meta: EventMeta,
  ): Promise<Saved<FlowTestCase>> {
    return this.existing(of, supervised, async (tx) => {
      if (!(await this.cases.update(tx, of.id, value, version))) return refused({ code: 'changed-meanwhile' });
      return this.saved(tx, of.flowId, of.id, meta);
    });
  }

  remove(of: { flowId: string; id: string }, supervised: Supervised, meta: EventMeta): Promise<Saved<void>> {
    return this.existing(of, supervised, async (tx, { name }) => {
      await this.cases.remove(tx, of.id);
      const data = { flowId: of.flowId, testCaseId: of.id, name };
      await this.journal.append(tx, `flow-${of.flowId}`, [{ type: 'FlowTestCaseDeleted', data }], meta);
      return accepted(undefined);
    });
  }

  private existing<T>(
    of: { flowId: string; id: string },
    supervised: Supervised,
    work: (tx: Transaction, found: FlowTestCase) => Promise<Saved<T>>,
  ): Promise<Saved<T>> {
    return this.database.transaction(async (tx) => {
      if (!(await this.flows.find(tx, of.flowId, supervised))) return refused({ code: 'flow-not-found' });
      const found = await this.cases.find(tx, of.flowId, of.id);
      return found ? work(tx, found) : refused({ code: 'test-case-not-found' });
    });
  }

  private async saved(tx: Transaction, flowId: string, id: string, meta: EventMeta): Promise<Saved<FlowTestCase>> {
    const found = await this.cases.find(tx, flowId, id);
    if (!found) return refused({ code: 'test-case-not-found' });
    const data = { flowId, testCaseId: id, name: found.name };
    await this.journal.append(tx, `flow-${flowId}`, [{ type: 'FlowTestCaseSaved', data }], meta);
    return accepted(found);
  }

  private async bench(tx: Transaction, flowId: string, document: FlowDocument): Promise<TestBench> {
    const inner = await this.judging.innerFlows(tx, document);
    const graphs = new Map<string, FlowGraph>(inner.map((flow) => [flow.flowId, graphOf(flow.document)]));
    const graph = graphOf(document);
    graphs.set(flowId, graph);
    const versions: Record<string, number> = {
      ...Object.fromEntries(inner.map((flow) => [flow.flowId, flow.number])),
      [flowId]: DRAFT,
    };
    return { flowId, graph, versions, flows: { graph: (id) => graphs.get(id) ?? null } };
  }
}

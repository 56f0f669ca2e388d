import { Injectable } from '@nestjs/common';
import type { FlowVersion, PublishFlow as Wanted } from '#contracts';
import type { EventMeta } from '../../../../kernel/journal';
import { accepted, refused, type Outcome } from '../../../../kernel/outcome';
import { Database, type Transaction } from '../../../../platform/database';
import { Journal } from '../../../../platform/journal';
import { FlowStore, type Supervised } from '../data/flow.store';
import type { FlowEvent } from '../domain/flow-events';
import { hasErrors } from '../domain/validate-flow';
import type { FlowRefusal } from './flow-refusals';
import { FlowTests } from './flow-tests';
import { JudgeFlow } from './judge-flow';

type Saved = Outcome<FlowVersion, FlowRefusal>;

/** What the next call takes: a draft that has become a version, or an earlier version again. Calls in progress feel neither. */
@Injectable()
export class PublishFlow {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly flows: FlowStore,
    private readonly judging: JudgeFlow,
    private readonly tests: FlowTests,
  ) {}

  publish(id: string, { draftVersion, note }: Wanted, supervised: Supervised, meta: EventMeta): Promise<Saved> {
    return this.database.transaction(async (tx) => {
      await this.flows.lock(tx, id);
      const flow = await this.flows.find(tx, id, supervised);
      if (!flow) return refused({ code: 'flow-not-found' });
      if (flow.draftVersion !== draftVersion) return refused({ code: 'changed-meanwhile' });
      const findings = await this.judging.judge(tx, id, flow.draft);
      if (hasErrors(findings)) return refused({ code: 'flow-not-valid', findings });
      const report = await this.tests.run(tx, id, flow.draft);
      if (report.failed > 0) return refused({ code: 'flow-tests-failed', report });
      const version = await this.flows.publish(tx, id, { document: flow.draft, note }, meta);
      const data = { flowId: id, name: flow.name, number: version.number, note };
      await this.tell(tx, id, { type: 'FlowPublished', data }, meta);
      return accepted(version);
    });
  }

  /** At once, without tests: it has been live before. What it names must still be there, or calls would end in it. */
  activate(id: string, number: number, supervised: Supervised, meta: EventMeta): Promise<Saved> {
    return this.database.transaction(async (tx) => {
      await this.flows.lock(tx, id);
      const flow = await this.flows.find(tx, id, supervised);
      if (!flow) return refused({ code: 'flow-not-found' });
      const document = await this.flows.document(tx, id, number);
      if (!document) return refused({ code: 'version-not-found' });
      const findings = await this.judging.judge(tx, id, document);
      if (hasErrors(findings)) return refused({ code: 'flow-not-valid', findings });
      const version = await this.flows.activate(tx, id, number);
      if (!version) return refused({ code: 'version-not-found' });
      const data = { flowId: id, name: flow.name, number, from: flow.liveVersion };
      await this.tell(tx, id, { type: 'FlowRolledBack', data }, meta);
      return accepted(version);
    });
  }

  private async tell(tx: Transaction, id: string, event: FlowEvent, meta: EventMeta): Promise<void> {
    await this.journal.append(tx, `flow-${id}`, [event], meta);
  }
}

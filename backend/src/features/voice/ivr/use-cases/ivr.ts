import { Inject, Injectable } from '@nestjs/common';
import { IDS, type Ids } from '../../../../kernel/ids';
import type { EventMeta } from '../../../../kernel/journal';
import type { Transaction } from '../../../../platform/database';
import { Journal } from '../../../../platform/journal';
import { Schedule } from '../../../../platform/schedule';
import { ContactStore } from '../../../customers/records';
import { FlowStore, type LiveFlow } from '../data/flow.store';
import { graphOf, type FlowGraph } from '../domain/flow-graph';
import { ivrSession, type FoundContact, type IvrCommand } from '../domain/ivr-session';
import type { IvrState } from '../domain/ivr-state';
import type { SessionDocument } from '../domain/session-node';
import { surveyOfFlow } from '../domain/survey-flow-id';
import type { FlowLibrary } from '../domain/walk';
import { parsePhoneNumber } from '../../../../kernel/phone-number';
import { JudgeFlow } from './judge-flow';
import { SurveyFlows } from './survey-flows';

/** Timer of a question to another system: its answer may be lost with our process. */
export const DIP_TIMER = 'ivr.dip-lost';
const DIP_SLACK_MS = 5000;

export type IvrOrder = IvrCommand extends infer C
  ? C extends IvrCommand
    ? Omit<C, 'at' | 'freshId' | 'flows'>
    : never
  : never;

/** Callers' ways through flows: the one way to move them, in the caller's transaction. A session's id: `sessionIdOf` its call. */
@Injectable()
export class Ivr {
  constructor(
    private readonly journal: Journal,
    private readonly schedule: Schedule,
    private readonly flows: FlowStore,
    private readonly judging: JudgeFlow,
    private readonly surveys: SurveyFlows,
    private readonly contacts: ContactStore,
    @Inject(IDS) private readonly ids: Ids,
  ) {}

  /** Whether calls can take the flow now. */
  async isLive(tx: Transaction, flowId: string): Promise<boolean> {
    return (await this.liveOf(tx, flowId)) !== null;
  }

  /** Starts the flow's live version; the session keeps it, and those of its sub-flows, to its end. False: it has none. */
  async start(
    tx: Transaction,
    session: { readonly id: string; readonly flowId: string; readonly variables: Readonly<Record<string, string>> },
    meta: EventMeta,
  ): Promise<boolean> {
    const { id, flowId, variables } = session;
    const live = await this.liveOf(tx, flowId);
    if (!live) return false;
    const inner = await this.judging.innerFlows(tx, live.document);
    const versions = Object.fromEntries([...inner, live].map((flow) => [flow.flowId, flow.number]));
    await this.tell(tx, id, { type: 'Start', flowId, version: live.number, versions, variables }, meta);
    return true;
  }

  /** Tells the session what happened; look-ups that it asks for are answered at once. */
  async tell(tx: Transaction, id: string, order: IvrOrder, meta: EventMeta): Promise<IvrState> {
    const before = await this.load(tx, id);
    const versions = order.type === 'Start' ? order.versions : before.versions;
    const flows = await this.library(tx, versions);
    let state = await this.handle(tx, id, { ...order, flows }, meta);
    while (state.waiting?.for === 'lookup') {
      const { askId, phone } = state.waiting;
      const contact = await this.lookUp(tx, phone);
      state = await this.handle(tx, id, { type: 'LookupAnswered', askId, contact, flows }, meta);
    }
    return state;
  }

  async load(tx: Transaction, id: string): Promise<IvrState> {
    return (await this.journal.load(tx, ivrSession, id)).state;
  }

  /** The graph that a session is in. */
  async graph(tx: Transaction, { place }: IvrState): Promise<FlowGraph | null> {
    const document = await this.document(tx, place.flowId, place.version);
    return document && graphOf(document);
  }

  private async liveOf(tx: Transaction, flowId: string): Promise<LiveFlow<SessionDocument> | null> {
    if (surveyOfFlow(flowId)) return this.surveys.live(tx, flowId);
    const [live] = await this.flows.live(tx, [flowId]);
    return live ?? null;
  }

  private document(tx: Transaction, flowId: string, number: number): Promise<SessionDocument | null> {
    return surveyOfFlow(flowId) ? this.surveys.document(tx, flowId, number) : this.flows.document(tx, flowId, number);
  }

  private async handle(
    tx: Transaction,
    id: string,
    order: IvrOrder & { readonly flows: FlowLibrary },
    meta: EventMeta,
  ): Promise<IvrState> {
    const command = { ...order, at: meta.at, freshId: this.ids.next() } as IvrCommand;
    const outcome = await this.journal.handle(tx, ivrSession, id, command, meta);
    if (!outcome.ok) throw new Error('A session refuses nothing');
    for (const { type, data } of outcome.value.events) {
      if (type === 'IvrDipRequested')
        await this.expectDip(tx, id, data as { askId: string; timeoutMs: number }, meta.at);
      if (type === 'IvrDipAnswered') await this.schedule.cancel(tx, dipKey(id));
    }
    return outcome.value.state;
  }

  private async expectDip(
    tx: Transaction,
    id: string,
    { askId, timeoutMs }: { askId: string; timeoutMs: number },
    at: number,
  ): Promise<void> {
    const due = at + timeoutMs + DIP_SLACK_MS;
    await this.schedule.at(tx, { key: dipKey(id), due, command: DIP_TIMER, payload: { id, askId } });
  }

  private async lookUp(tx: Transaction, phone: string): Promise<FoundContact | null> {
    const parsed = parsePhoneNumber(phone);
    const card = await this.contacts.byPhone(tx, parsed.ok ? parsed.value.e164 : phone);
    const contact = card && (await this.contacts.find(tx, card.id));
    if (!contact) return null;
    const { id, firstName, lastName, company, emails } = contact;
    return { id, firstName, lastName, company, email: emails[0] ?? '' };
  }

  private async library(tx: Transaction, versions: Readonly<Record<string, number>>): Promise<FlowLibrary> {
    const graphs = new Map<string, FlowGraph>();
    for (const [flowId, number] of Object.entries(versions)) {
      const document = await this.document(tx, flowId, number);
      if (document) graphs.set(`${flowId}@${number}`, graphOf(document));
    }
    return { graph: (flowId, version) => graphs.get(`${flowId}@${version}`) ?? null };
  }
}

const dipKey = (id: string): string => `ivr:${id}:dip`;

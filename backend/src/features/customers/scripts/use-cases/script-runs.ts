import { Inject, Injectable } from '@nestjs/common';
import type { SaveScriptRun, ScriptRun, StartScript } from '#contracts';
import { IDS, type Ids } from '../../../../kernel/ids';
import type { EventMeta } from '../../../../kernel/journal';
import { accepted, refused, type Outcome, type Refusal } from '../../../../kernel/outcome';
import { Database, type Transaction } from '../../../../platform/database';
import type { Principal } from '../../../../platform/http';
import { Journal } from '../../../../platform/journal';
import { ConversationView, type Conversation } from '../data/conversation.view';
import { ScriptRunStore } from '../data/script-run.store';
import { ScriptStore } from '../data/script.store';
import { answersShown } from '../domain/contact-answers';
import { answersOnPath, scriptRun, type RunState } from '../domain/script-run';
import { ContactOfCall, type ContactAnswerRefusal } from './contact-of-call';
import { ShowScript } from './show-script';

/** `call-not-found`: there is none, or he takes no part in it. `script-not-found`: not published. */
export type ScriptRunRefusal = ContactAnswerRefusal | Refusal<'call-not-found' | 'script-not-found'>;

type Saved = Outcome<ScriptRun, ScriptRunRefusal>;

/** Scripts beside calls: begun when the desk asks, kept with each step, the contact changed with its fields. */
@Injectable()
export class ScriptRuns {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly scripts: ScriptStore,
    private readonly store: ScriptRunStore,
    private readonly conversations: ConversationView,
    private readonly contacts: ContactOfCall,
    private readonly shown: ShowScript,
    @Inject(IDS) private readonly ids: Ids,
  ) {}

  /** Without a script named: the one that is open beside the call, else that of its campaign or queue (null: none). Asked again, it is the same run in the same version. */
  start(
    callId: string,
    { scriptId }: StartScript,
    user: Principal,
    meta: EventMeta,
  ): Promise<Outcome<ScriptRun | null, ScriptRunRefusal>> {
    return this.database.transaction(async (tx): Promise<Outcome<ScriptRun | null, ScriptRunRefusal>> => {
      const agentId = user.userId;
      const call = await this.takesPart(tx, callId, agentId);
      if (!call) return refused({ code: 'call-not-found' });
      const wanted = scriptId ?? (await this.store.openOf(tx, callId)) ?? (await this.scripts.shownIn(tx, call));
      if (wanted === null) return accepted(null);
      // Two tabs that ask at once get one run.
      await this.scripts.lock(tx, wanted);
      const begun = await this.store.ofCall(tx, callId, wanted);
      if (begun) return this.present(tx, begun, (await this.journal.load(tx, scriptRun, begun)).state, { call, user });
      const version = await this.scripts.liveNumber(tx, wanted);
      const document = version === null ? null : await this.scripts.document(tx, wanted, version);
      if (version === null || !document) return refused({ code: 'script-not-found' });
      const { queueId, campaignId, contactId, number } = call;
      const of = { scriptId: wanted, version, callId, queueId, campaignId, agentId, contactId, number };
      const id = this.ids.next();
      const command = { type: 'Start', of, firstStepId: document.steps[0]?.id ?? null, at: meta.at } as const;
      const started = await this.journal.handle(tx, scriptRun, id, command, meta);
      if (!started.ok) return started;
      await this.store.save(tx, id, started.value.state, {});
      return this.present(tx, id, started.value.state, { call, user });
    });
  }

  /** The contact first: what it refuses is not kept with the call either. Sent again, nothing changes twice. */
  async save(id: string, given: SaveScriptRun, user: Principal, meta: EventMeta): Promise<Saved> {
    const { read } = this.database;
    const { state } = await this.journal.load(read, scriptRun, id);
    const call = state.of && (await this.takesPart(read, state.of.callId, user.userId));
    const document = state.of && (await this.scripts.document(read, state.of.scriptId, state.of.version));
    if (!call || !document) return refused({ code: 'script-run-not-found' });
    const command = { type: 'Save', at: meta.at, agentId: user.userId, document, ...given } as const;
    const asked = scriptRun.decide(state, { ...command, contactId: call.contactId });
    if (!asked.ok) return asked;
    const contact =
      state.phase === 'open' ? await this.contacts.tell(call, { document, given, state }, user, meta) : null;
    if (contact && !contact.ok) return contact;
    return this.database.transaction(async (tx): Promise<Saved> => {
      const contactId = contact?.value ?? call.contactId;
      const saved = await this.journal.handle(tx, scriptRun, id, { ...command, contactId }, meta);
      if (!saved.ok) return saved;
      const after = saved.value.state;
      if (saved.value.events.length > 0) await this.store.save(tx, id, after, answersOnPath(document, after.answers));
      const now = await this.conversations.find(tx, call.callId, user.userId);
      return now ? this.present(tx, id, after, { call: now, user }) : refused({ code: 'script-run-not-found' });
    });
  }

  private async present(
    tx: Transaction,
    id: string,
    state: RunState,
    { call, user }: { call: Conversation; user: Principal },
  ): Promise<Saved> {
    const { of, phase } = state;
    const [script, document] = of
      ? [await this.scripts.find(tx, of.scriptId), await this.scripts.document(tx, of.scriptId, of.version)]
      : [null, null];
    if (!of || !script || !document || phase === 'none') return refused({ code: 'script-run-not-found' });
    const contact = await this.contacts.seen(tx, call.contactId, user);
    return accepted({
      id,
      scriptId: of.scriptId,
      name: script.name,
      version: of.version,
      callId: of.callId,
      state: phase,
      document: await this.shown.show(tx, document, call.variables),
      answers: { ...(phase === 'open' ? answersShown(document, state.answers, contact) : state.answers) },
      stepId: state.stepId,
      outcomeId: state.outcomeId,
      contactId: call.contactId,
    });
  }

  private async takesPart(tx: Transaction, callId: string, agentId: string): Promise<Conversation | null> {
    const call = await this.conversations.find(tx, callId, agentId);
    return call?.participants.includes(agentId) ? call : null;
  }
}

import { Inject, Injectable } from '@nestjs/common';
import type { AskedRecontact, Classifier, FollowUp } from '#contracts';
import { IDS, type Ids } from '../../../../kernel/ids';
import type { DomainEvent, EventMeta } from '../../../../kernel/journal';
import { accepted, refused, type Outcome, type Refusal } from '../../../../kernel/outcome';
import type { Transaction } from '../../../../platform/database';
import { Journal } from '../../../../platform/journal';
import { ExternalUrls, type UrlVariables } from '../../external-urls';
import { ClassifierStore } from '../data/classifier.store';
import { RecontactStore } from '../data/recontact.store';
import { checkRecontact, followUpOf, type RecontactRefusal } from '../domain/check-recontact';

/** What the desk does now. */
export interface DeskTasks {
  readonly openUrls: string[];
  readonly scriptId: string | null;
}

export type FollowUpRefusal = RecontactRefusal | Refusal<'classifier-not-found'>;

/** A conversation that has just been classified. */
export interface Classified {
  readonly callId: string;
  readonly classifierId: string;
  readonly agentId: string;
  readonly contactId: string | null;
  /** The other party, E.164. */
  readonly number: string | null;
  readonly note: string;
  readonly recontact: AskedRecontact | null;
  readonly variables: UrlVariables;
}

const DAY_MS = 24 * 3_600_000;

/** Does what the classifier wants done beside naming the result, in the transaction that classifies. */
@Injectable()
export class FollowUps {
  constructor(
    private readonly journal: Journal,
    private readonly classifiers: ClassifierStore,
    private readonly recontacts: RecontactStore,
    private readonly urls: ExternalUrls,
    @Inject(IDS) private readonly ids: Ids,
  ) {}

  /** Refused: nothing has been done, and the classification must not stand either. */
  async perform(tx: Transaction, of: Classified, meta: EventMeta): Promise<Outcome<DeskTasks, FollowUpRefusal>> {
    const classifier = await this.classifiers.find(tx, of.classifierId);
    if (!classifier) return refused({ code: 'classifier-not-found' });
    const recontact = checkRecontact(classifier.followUps, of.recontact, meta.at);
    if (!recontact.ok) return recontact;
    await this.replaceRecontact(tx, of, recontact.value, meta);
    const url = await this.open(tx, classifier, of);
    const scriptId = followUpOf(classifier.followUps, 'start-script')?.scriptId ?? null;
    const script = scriptId === null ? [] : [event('ScriptAsked', of, { scriptId })];
    const events = [...asked(classifier, of, meta.at), ...passed(classifier.followUps, of), ...url.events, ...script];
    if (events.length > 0) await this.journal.append(tx, `outcome-${of.callId}`, events, meta);
    return accepted({ openUrls: url.open, scriptId });
  }

  private async replaceRecontact(
    tx: Transaction,
    of: Classified,
    asked: AskedRecontact | null,
    meta: EventMeta,
  ): Promise<void> {
    const { callId, classifierId, agentId, contactId, number, note } = of;
    if (asked) {
      const given = { id: this.ids.next(), callId, classifierId, agentId, contactId, number, note };
      const dueAt = new Date(asked.at).toISOString();
      const recontactId = await this.recontacts.put(tx, { ...given, for: asked.for, dueAt });
      const data = { recontactId, callId, classifierId, agentId, contactId, number, dueAt, for: asked.for };
      await this.journal.append(tx, `recontact-${recontactId}`, [{ type: 'RecontactSet', data }], meta);
      return;
    }
    const before = await this.recontacts.openOfCall(tx, callId);
    if (!before) return;
    await this.recontacts.update(tx, { ...before, state: 'cancelled' });
    const data = { recontactId: before.id, dueAt: before.dueAt, state: 'cancelled' };
    await this.journal.append(tx, `recontact-${before.id}`, [{ type: 'RecontactChanged', data }], meta);
  }

  private async open(
    tx: Transaction,
    classifier: Classifier,
    of: Classified,
  ): Promise<{ open: string[]; events: DomainEvent[] }> {
    const rule = followUpOf(classifier.followUps, 'open-url');
    if (!rule) return { open: [], events: [] };
    const variables = { ...of.variables, 'classifier.id': classifier.id, 'classifier.name': classifier.name };
    const url = await this.urls.render(tx, rule.url, variables);
    if (!url.ok) return { open: [], events: [event('ExternalUrlRefused', of, { because: url.refusal.code })] };
    return { open: [url.value], events: [event('ExternalUrlOpened', of, { url: url.value })] };
  }
}

const event = (type: string, { callId, classifierId, agentId }: Classified, more: object): DomainEvent => ({
  type,
  data: { callId, classifierId, agentId, ...more },
});

function asked({ name, followUps }: Classifier, of: Classified, at: number): DomainEvent[] {
  const rule = followUpOf(followUps, 'blacklist');
  if (!rule || of.number === null) return [];
  const expiresAt = rule.days === null ? null : new Date(at + rule.days * DAY_MS).toISOString();
  const { number } = of;
  return [event('NumberBlacklistAsked', of, { number, direction: rule.direction, reason: name, expiresAt })];
}

function passed(followUps: readonly FollowUp[], of: Classified): DomainEvent[] {
  const rule = followUpOf(followUps, 'pass');
  if (!rule) return [];
  return [event('ContactPassed', of, { processId: rule.processId, contactId: of.contactId, number: of.number })];
}

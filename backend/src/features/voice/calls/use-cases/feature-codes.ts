import { Injectable } from '@nestjs/common';
import type { EventMeta } from '../../../../kernel/journal';
import { Database, type Transaction } from '../../../../platform/database';
import { Agents } from '../../../work/agents';
import { PhoneRuleSettings, type FeatureCode } from '../../pbx';
import { codeNotice, type CodeOutcome, type Notice } from '../domain/code-text';

type Code = Exclude<FeatureCode, { kind: 'pick-up' }>;
/** Takes the call and says this. */
type Say = (tx: Transaction, notice: Notice) => Promise<unknown>;

interface OwnCall {
  readonly callId: string;
  readonly legId: string;
  readonly agentId: string;
  /** In which he hears what came of it. */
  readonly language: string;
}

/** Does what a code says; the caller hears what came of it. */
@Injectable()
export class FeatureCodes {
  constructor(
    private readonly database: Database,
    private readonly agents: Agents,
    private readonly rules: PhoneRuleSettings,
  ) {}

  async carryOut(own: OwnCall, code: Code, meta: EventMeta, say: Say): Promise<void> {
    if (code.kind === 'queues') return this.queues(own, code.signIn, meta, say);
    await this.rules.change(own.agentId, changeOf(code), meta);
    await this.database.transaction((tx) => say(tx, codeNotice(outcomeOf(code), own.language)));
  }

  /** The call is his work first, so that what waits in the queues does not ring into it. */
  private async queues(own: OwnCall, signIn: boolean, meta: EventMeta, say: Say): Promise<void> {
    const { callId, legId, agentId, language } = own;
    const work = { type: 'StartWork', workId: legId, channel: 'call', subjectId: callId } as const;
    const asked = signIn
      ? ({ status: 'ready', reason: null } as const)
      : ({ status: 'not-ready', reason: 'break' } as const);
    await this.database.transaction(async (tx) => {
      const started = await this.agents.handle(tx, agentId, work, meta);
      const order = { type: 'RequestStatus', note: null, ...asked } as const;
      const done = started.ok && (await this.agents.handle(tx, agentId, order, meta)).ok;
      await say(tx, codeNotice(!done ? 'not-possible' : signIn ? 'in-queues' : 'out-of-queues', language));
    });
  }
}

type RuleCode = Extract<FeatureCode, { kind: 'do-not-disturb' | 'forward' }>;

const changeOf = (code: RuleCode): Parameters<PhoneRuleSettings['change']>[1] =>
  code.kind === 'do-not-disturb'
    ? { doNotDisturb: code.on }
    : { always: code.number === null ? null : { kind: 'number', number: code.number } };

function outcomeOf(code: RuleCode): CodeOutcome {
  if (code.kind === 'do-not-disturb') return code.on ? 'silent' : 'not-silent';
  return code.number === null ? 'not-forwarded' : 'forwarded';
}

import { Inject, Injectable } from '@nestjs/common';
import type {
  BeginEvaluation,
  Calibration,
  CriterionScore,
  DecideAppeal,
  Evaluation,
  ReplyEvaluation,
  SaveEvaluation,
} from '#contracts';
import { IDS, type Ids } from '../../../../kernel/ids';
import type { EventMeta } from '../../../../kernel/journal';
import { accepted, refused, type Outcome, type Refusal } from '../../../../kernel/outcome';
import { Database } from '../../../../platform/database';
import { oversees, type Principal } from '../../../../platform/http';
import { Journal } from '../../../../platform/journal';
import { EvaluationStore } from '../data/evaluation.store';
import { EvaluationsView, type EvaluationShown } from '../data/evaluations.view';
import { ScorecardStore } from '../data/scorecard.store';
import { evaluation, type EvaluationRefusal as Refused } from '../domain/evaluation';

/** `conversation-not-found`: nobody talked, the agent took no part, or he is not in view. `scorecard-not-found`: not published. */
export type EvaluationRefusal = Refused | Refusal<'conversation-not-found' | 'scorecard-not-found'>;
type Saved = Outcome<Evaluation, EvaluationRefusal>;
type Command = Parameters<typeof evaluation.decide>[1];

/** Conversations scored: begun, saved, finished, answered by the agent, appealed and decided. */
@Injectable()
export class Evaluations {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly store: EvaluationStore,
    private readonly view: EvaluationsView,
    private readonly scorecards: ScorecardStore,
    @Inject(IDS) private readonly ids: Ids,
  ) {}

  async one(id: string, user: Principal): Promise<Saved> {
    const found = await this.view.find(id, user);
    return found ? accepted({ ...found, may: mayOf(found, user) }) : refused({ code: 'evaluation-not-found' });
  }

  /** Begun again it is the same one. Several who score one conversation use one version, so that they can be compared. */
  async begin(given: BeginEvaluation, user: Principal, meta: EventMeta): Promise<Saved> {
    const begun = await this.database.transaction(async (tx): Promise<Outcome<string, EvaluationRefusal>> => {
      const { callId, agentId, scorecardId } = given;
      const call = await this.store.call(tx, callId);
      if (!call?.participants.includes(agentId) || !oversees(user, { users: [agentId] }))
        return refused({ code: 'conversation-not-found' });
      await this.scorecards.lock(tx, scorecardId);
      const before = await this.store.begun(tx, { ...given, scorerId: user.userId });
      if (before.own) return accepted(before.own);
      const version = before.version ?? (await this.scorecards.liveNumber(tx, scorecardId));
      const document = version === null ? null : await this.scorecards.document(tx, scorecardId, version);
      if (version === null || !document) return refused({ code: 'scorecard-not-found' });
      const id = this.ids.next();
      const of = { scorecardId, version, callId, agentId, scorerId: user.userId };
      const handled = await this.journal.handle(tx, evaluation, id, { type: 'Begin', of, at: meta.at }, meta);
      if (!handled.ok) return handled;
      await this.store.save(tx, id, handled.value.state, document);
      return accepted(id);
    });
    return begun.ok ? this.one(begun.value, user) : begun;
  }

  save(id: string, given: SaveEvaluation, user: Principal, meta: EventMeta): Promise<Saved> {
    return this.handle(id, user, meta, ({ document }) => ({
      type: 'Save',
      id,
      by: user.userId,
      document,
      ...given,
      at: meta.at,
    }));
  }

  reply(id: string, given: ReplyEvaluation, user: Principal, meta: EventMeta): Promise<Saved> {
    return this.handle(id, user, meta, () => ({ type: 'Reply', by: user.userId, ...given, at: meta.at }));
  }

  /** By whoever scored, or whoever else sees it and may score; never by the agent himself. */
  decide(id: string, { answer, scores }: DecideAppeal, user: Principal, meta: EventMeta): Promise<Saved> {
    return this.handle(id, user, meta, ({ document, agent }) =>
      agent.id === user.userId ? null : { type: 'Decide', by: user.userId, document, answer, scores, at: meta.at },
    );
  }

  /** What several scorers said of the conversation; null: it is not in view. */
  async calibration(id: string, user: Principal): Promise<Calibration | null> {
    const shown = await this.view.find(id, user);
    if (!shown) return null;
    const beside = await this.view.beside(id, user);
    const percents = beside.flatMap(({ item }) => (item.percent === null ? [] : [item.percent]));
    return {
      evaluations: beside.map(({ item }) => item),
      spread: spreadOf(percents),
      criteria: shown.document.sections.flatMap(({ criteria }) =>
        criteria.map((criterion) => {
          const points = beside.map(({ scores }) => pointsOf(scores[criterion.id]));
          const given = points.filter((each) => each !== null);
          return { id: criterion.id, name: criterion.name, of: criterion.points, points, spread: spreadOf(given) };
        }),
      ),
    };
  }

  private async handle(
    id: string,
    user: Principal,
    meta: EventMeta,
    commandOf: (shown: EvaluationShown) => Command | null,
  ): Promise<Saved> {
    const shown = await this.view.find(id, user);
    const command = shown && commandOf(shown);
    if (!shown) return refused({ code: 'evaluation-not-found' });
    if (!command) return refused({ code: 'evaluation-not-yours' });
    const handled = await this.database.transaction(async (tx) => {
      const outcome = await this.journal.handle(tx, evaluation, id, command, meta);
      if (outcome.ok) await this.store.save(tx, id, outcome.value.state, shown.document);
      return outcome;
    });
    return handled.ok ? this.one(id, user) : handled;
  }
}

const pointsOf = (score: CriterionScore | undefined): number | null => score?.points ?? null;

const spreadOf = (values: readonly number[]): number =>
  values.length === 0 ? 0 : Math.round((Math.max(...values) - Math.min(...values)) * 10) / 10;

function mayOf({ state, agent, scorer }: EvaluationShown, { userId, permissions }: Principal): Evaluation['may'] {
  if (state === 'draft') return scorer.id === userId && permissions.has('quality.score') ? ['score'] : [];
  if (state === 'finished') return agent.id === userId ? ['reply'] : [];
  return state === 'appealed' && agent.id !== userId && permissions.has('quality.score') ? ['decide'] : [];
}

import type { Instant } from '../../../../../kernel/clock';
import { survivalOf } from './duration-learning';
import type { PacingWorld } from './observation';
import type { PacingState } from './pacing-state';

/** What people watch beside the decision, in seconds; null: not known yet. */
export interface Pace {
  /** Mean ringing of calls that were answered. */
  readonly ringSeconds: number | null;
  /** Mean rest of the conversations under way, given how long each has lasted. */
  readonly residualTalkSeconds: number | null;
}

const FEWEST = 10;

export function paceOf({ answers, published }: PacingState, world: PacingWorld, now: Instant): Pace {
  const answered = answers.answersAt.reduce((sum, each) => sum + each, 0);
  const rung = answers.answersAt.reduce((sum, each, second) => sum + each * (second + 0.5), 0);
  const talking = world.agents.filter(({ status }) => status === 'talking');
  return {
    ringSeconds: answered < 2 ? null : rung / answered,
    residualTalkSeconds:
      published.talk.weight < FEWEST || talking.length === 0
        ? null
        : meanRest(
            survivalOf(published.talk),
            talking.map(({ since }) => (now - since) / 1000),
          ),
  };
}

/** Of a conversation as old as each: the area under what is left of the survival. */
function meanRest(survival: Float64Array, ages: readonly number[]): number {
  const after = new Float64Array(survival.length);
  for (let second = survival.length - 2; second >= 0; second--)
    after[second] = after[second + 1]! + survival[second + 1]!;
  const rests = ages.map((age) => {
    const second = Math.min(survival.length - 2, Math.max(0, Math.floor(age)));
    return after[second]! / Math.max(survival[second]!, 1e-9);
  });
  return rests.reduce((sum, each) => sum + each, 0) / rests.length;
}

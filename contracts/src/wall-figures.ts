import { LOW_IS_BAD, type Tile, type WallAgent, type WallCampaign, type WallMetric } from './wallboards';
import type { QueueView } from './work';

export type Level = 'calm' | 'warn' | 'alarm';

/** What a wall's figure is made of. */
export interface WallNumbers {
  readonly queues: readonly QueueView[];
  /** Who serves any of these queues, each once. */
  readonly agents: readonly Pick<WallAgent, 'status'>[];
  readonly campaigns: readonly WallCampaign[];
}

type Reading = (numbers: WallNumbers, now: number) => number | null;

const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);
const sum = <T>(all: readonly T[], of: (one: T) => number): number => all.reduce((total, one) => total + of(one), 0);
const ofQueues =
  (of: (queue: QueueView) => number): Reading =>
  ({ queues }) =>
    sum(queues, of);
const WORKING = ['reserved', 'busy', 'wrap-up'];
const agentsWho =
  (are: (status: string) => boolean): Reading =>
  ({ agents }) =>
    agents.filter(({ status }) => are(status)).length;
const ofCampaigns =
  (of: (campaign: WallCampaign) => number): Reading =>
  ({ campaigns }) =>
    sum(campaigns, of);
const secondsSince = (instant: string | null, now: number): number =>
  instant === null ? 0 : Math.max(0, (now - Date.parse(instant)) / 1000);

const [answered, abandoned] = [ofQueues(({ today }) => today.answered), ofQueues(({ today }) => today.abandoned)];
const [attempts, live] = [ofCampaigns((each) => each.attempts), ofCampaigns((each) => each.answered)];
const divided =
  (part: Reading, ...whole: readonly Reading[]): Reading =>
  (numbers, now) =>
    share(
      part(numbers, now) ?? 0,
      sum(whole, (each) => each(numbers, now) ?? 0),
    );

/** The numbers of walls and of alerts on the present moment, as docs/metrics.md defines them. */
const READINGS: Readonly<Record<WallMetric, Reading>> = {
  waiting: ofQueues(({ waiting }) => waiting),
  longestWait: ({ queues }, now) =>
    Math.max(0, ...queues.map(({ longestWaitSince }) => secondsSince(longestWaitSince, now))),
  agentsReady: agentsWho((status) => status === 'ready'),
  agentsBusy: agentsWho((status) => WORKING.includes(status)),
  agentsSignedIn: agentsWho((status) => status !== 'offline'),
  offered: ofQueues(({ today }) => today.offered),
  answered,
  abandoned,
  serviceLevel: divided(
    ofQueues(({ today }) => today.answeredInTime),
    answered,
    abandoned,
  ),
  abandonRate: divided(abandoned, answered, abandoned),
  asa: divided(
    ofQueues(({ today }) => today.answerMs),
    ofQueues(({ today }) => today.answered * 1000),
  ),
  recordsLeft: ofCampaigns((each) => each.recordsLeft),
  attempts,
  answerRate: divided(live, attempts),
  campaignAbandonment: divided(
    ofCampaigns((each) => each.abandoned),
    live,
  ),
  agentsAtWork: ofCampaigns((each) => each.agentsAtWork),
};

/** One number over some queues or campaigns together; null where there is nothing to divide by. */
export const wallFigure = (metric: WallMetric, numbers: WallNumbers, now: number): number | null =>
  READINGS[metric](numbers, now);

/** Which limit a number has reached; nothing is reached by a number that is not there. */
export function levelOf(
  { metric, warnAt, alarmAt }: Pick<Tile, 'metric' | 'warnAt' | 'alarmAt'>,
  value: number | null,
): Level {
  if (value === null || metric === null) return 'calm';
  const low = LOW_IS_BAD.includes(metric);
  const reached = (limit: number | null) => limit !== null && (low ? value <= limit : value >= limit);
  if (reached(alarmAt)) return 'alarm';
  return reached(warnAt) ? 'warn' : 'calm';
}

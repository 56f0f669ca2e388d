import type { RetryCause, Trunk, TrunkRoute } from '#contracts';

export type TrunkFacts = Pick<
  Trunk,
  'id' | 'name' | 'supplier' | 'active' | 'channels' | 'callerIdRule' | 'callerIdNumber' | 'numberPrefixes'
> & { readonly state: Trunk['health']['state']; readonly used: number };

export type RouteFacts = Pick<
  TrunkRoute,
  'id' | 'name' | 'position' | 'prefixes' | 'campaignId' | 'hours' | 'trunkIds' | 'retryOn' | 'active'
>;

/** Everything that the choice rests on; nothing else does, so the journalled choice can be made again. */
export interface TrunkQuestion {
  /** E.164. */
  readonly number: string;
  readonly campaignId: string | null;
  /** Number that the call would show. */
  readonly callerId: string | null;
  /** Local time where the hours of routes are meant. */
  readonly local: { readonly weekday: number; readonly time: string };
  /** Channels that the Order pays for, of all trunks of the customer's own carriers together. */
  readonly byocChannels: number;
  /** Trunks that failed for this call, in order, and how. */
  readonly failed: readonly { readonly trunk: string; readonly cause: string }[];
}

export type RouteVerdict = 'matches' | 'inactive' | 'other-prefix' | 'other-campaign' | 'other-time';
export type TrunkVerdict =
  'chosen' | 'later' | 'inactive' | 'down' | 'channels-full' | 'byoc-channels-full' | 'failed-before' | 'removed';

export interface TrunkChoice {
  readonly chosen: {
    readonly trunk: string;
    readonly routeId: string;
    readonly callerId: string | null;
    readonly retryOn: readonly RetryCause[];
  } | null;
  /** `no-route`: none matches; `no-trunk`: none of those that match can take it; `not-retried`: the route says so. */
  readonly because: 'first-possible' | 'no-route' | 'no-trunk' | 'not-retried';
  readonly routes: readonly { readonly routeId: string; readonly verdict: RouteVerdict }[];
  readonly trunks: readonly { readonly routeId: string; readonly trunkId: string; readonly verdict: TrunkVerdict }[];
}

/** Routes in their order, of the matching ones their trunks in order: the first that can take the call has it. */
export function chooseTrunk(
  question: TrunkQuestion,
  routes: readonly RouteFacts[],
  trunks: readonly TrunkFacts[],
): TrunkChoice {
  const ordered = [...routes].sort((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1));
  const judged = ordered.map((route) => ({ route, verdict: judgeRoute(route, question) }));
  const told = judged.map(({ route, verdict }) => ({ routeId: route.id, verdict }));
  const matching = judged.filter(({ verdict }) => verdict === 'matches').map(({ route }) => route);
  if (matching.length === 0) return { chosen: null, because: 'no-route', routes: told, trunks: [] };
  if (!mayGoOn(question, matching, trunks)) return { chosen: null, because: 'not-retried', routes: told, trunks: [] };
  const byId = new Map(trunks.map((trunk) => [trunk.id, trunk]));
  const byocUsed = trunks.filter(({ supplier }) => supplier === 'byoc').reduce((sum, { used }) => sum + used, 0);
  let chosen: TrunkChoice['chosen'] = null;
  const verdicts = matching.flatMap((route) =>
    route.trunkIds.map((trunkId) => {
      const trunk = byId.get(trunkId);
      const obstacle = trunk ? obstacleOf(trunk, question, byocUsed) : 'removed';
      const verdict: TrunkVerdict = obstacle ?? (chosen ? 'later' : 'chosen');
      if (verdict === 'chosen' && trunk)
        chosen = {
          trunk: trunk.name,
          routeId: route.id,
          callerId: callerIdOf(trunk, question.callerId),
          retryOn: route.retryOn,
        };
      return { routeId: route.id, trunkId, verdict };
    }),
  );
  return { chosen, because: chosen ? 'first-possible' : 'no-trunk', routes: told, trunks: verdicts };
}

/** After a failure only as the route of the trunk that failed last wants it. */
function mayGoOn({ failed }: TrunkQuestion, matching: readonly RouteFacts[], trunks: readonly TrunkFacts[]): boolean {
  const last = failed.at(-1);
  if (!last) return true;
  const id = trunks.find(({ name }) => name === last.trunk)?.id;
  const route = matching.find(({ trunkIds }) => id !== undefined && trunkIds.includes(id));
  return route?.retryOn.some((cause) => cause === last.cause) ?? false;
}

function judgeRoute(route: RouteFacts, { number, campaignId, local }: TrunkQuestion): RouteVerdict {
  if (!route.active) return 'inactive';
  if (route.campaignId !== null && route.campaignId !== campaignId) return 'other-campaign';
  if (!startsWithAny(number, route.prefixes)) return 'other-prefix';
  return route.hours === null || isOpen(route.hours, local) ? 'matches' : 'other-time';
}

/** After midnight a route that runs over it belongs to the day on which it began. */
function isOpen(hours: NonNullable<RouteFacts['hours']>, { weekday, time }: TrunkQuestion['local']): boolean {
  const { days, from, to } = hours;
  if (from <= to) return days.includes(weekday) && time >= from && time < to;
  const yesterday = weekday === 1 ? 7 : weekday - 1;
  return (days.includes(weekday) && time >= from) || (days.includes(yesterday) && time < to);
}

function obstacleOf(trunk: TrunkFacts, question: TrunkQuestion, byocUsed: number): TrunkVerdict | null {
  if (question.failed.some((each) => each.trunk === trunk.name)) return 'failed-before';
  if (!trunk.active) return 'inactive';
  if (trunk.state === 'down') return 'down';
  return fullness(trunk, byocUsed, question.byocChannels);
}

/** Whether one more call fits: the trunk's own limit, and for own carriers the channels that the Order pays for. */
export function fullness(
  { used, channels, supplier }: Pick<TrunkFacts, 'used' | 'channels' | 'supplier'>,
  byocUsed: number,
  byocChannels: number,
): 'channels-full' | 'byoc-channels-full' | null {
  if (used >= channels) return 'channels-full';
  return supplier === 'byoc' && byocUsed >= byocChannels ? 'byoc-channels-full' : null;
}

const startsWithAny = (number: string, prefixes: readonly string[]): boolean =>
  prefixes.length === 0 || prefixes.some((prefix) => number.startsWith(prefix));

/** A carrier refuses numbers that are not its own: such a number is replaced by the trunk's. */
function callerIdOf(
  { callerIdRule, callerIdNumber, numberPrefixes }: TrunkFacts,
  wanted: string | null,
): string | null {
  const fits = wanted !== null && startsWithAny(wanted, numberPrefixes);
  return callerIdRule === 'own' && fits ? wanted : (callerIdNumber ?? wanted);
}

/** Whether a call to this number of ours may come by the trunk. */
export const comesBy = ({ numberPrefixes }: Pick<TrunkFacts, 'numberPrefixes'>, dnis: string): boolean =>
  startsWithAny(dnis, numberPrefixes);

import { Floor } from './floor.mjs';

export const HOUR = 3_600_000;
const CALLS = 20_000;
/** Handling so that the rushes are more than the agents can take. */
const HANDLING_MS = 200_000;
const PATIENCE_MS = 900_000;

/** Ten hours with two rushes, Poisson in each part; everybody on duty from the first minute to the last. */
export function dayOf({ seed, agents, queues, calls: count = CALLS }) {
  const floor = new Floor({ seed, agents, queues, waiting: 0 });
  const calls = Array.from({ length: count }, () => {
    const rush = floor.draw() < 0.3 ? (floor.draw() < 0.5 ? 2 : 6) * HOUR : null;
    const at = Math.floor(rush === null ? floor.draw() * 10 * HOUR : rush + floor.draw() * HOUR);
    return {
      work: floor.arrives(at),
      patienceMs: -Math.log(1 - floor.draw()) * PATIENCE_MS,
      handlingMs: HANDLING_MS * (0.25 + 1.5 * floor.draw()),
    };
  }).sort((a, b) => a.work.queuedAt - b.work.queuedAt);
  return {
    agents: floor.agents,
    queues: floor.queues,
    skills: floor.skills,
    duties: floor.agents.flatMap(({ id }) => [
      { agentId: id, at: 0, duty: 'ready' },
      { agentId: id, at: 10 * HOUR, duty: 'off' },
    ]),
    calls,
    ringMs: 3000,
    serviceLevelSeconds: 20,
  };
}

import type { Profile } from './profile';

export const max: Profile = {
  name: 'max',
  agents: 130,
  overseers: 20,
  waitingPerAgent: 0.6,
  diallingPerAgent: 2,
  callsPerHour: 12,
  filesGb: 800,
};

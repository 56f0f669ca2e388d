import type { Profile } from './profile';

export const medium: Profile = {
  name: 'medium',
  agents: 30,
  overseers: 8,
  waitingPerAgent: 0.6,
  diallingPerAgent: 2,
  callsPerHour: 12,
  filesGb: 200,
};

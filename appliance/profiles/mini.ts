import type { Profile } from './profile';

export const mini: Profile = {
  name: 'mini',
  agents: 15,
  overseers: 5,
  waitingPerAgent: 0.6,
  diallingPerAgent: 2,
  callsPerHour: 12,
  filesGb: 100,
};

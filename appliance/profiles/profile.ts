/** What one size of the appliance promises, and the habits of its people from which everything else is computed. */
export interface Profile {
  readonly name: ProfileName;
  /** People who work at the same time; supervisors and administrators do not count (specification, private-box-*). */
  readonly agents: number;
  /** Supervisors and administrators who look at live views meanwhile. They cost requests, no calls. */
  readonly overseers: number;
  /** Callers who wait or speak to a flow for each agent who talks. */
  readonly waitingPerAgent: number;
  /** Numbers that a dialer rings for each agent; only phones that ring, so without audio. */
  readonly diallingPerAgent: number;
  /** Conversations of one agent in one hour: what the database grows by. */
  readonly callsPerHour: number;
  /** Disk space for recordings, attachments and exports, in GB; the Order may raise it where the disk is larger. */
  readonly filesGb: number;
}

export const profileNames = ['mini', 'medium', 'max'] as const;
export type ProfileName = (typeof profileNames)[number];

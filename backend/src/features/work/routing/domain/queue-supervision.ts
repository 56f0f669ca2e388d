export interface QueueMembers {
  readonly groupIds: readonly string[];
  readonly agentIds: readonly string[];
}

interface InView {
  readonly groupIds: ReadonlySet<string>;
  readonly userIds: ReadonlySet<string>;
}

/**
 * Whether somebody with this view may give the queue these groups and agents: what he brings in he supervises, and something of
 * his is in it, or it would be out of his own sight. What others have put there stays as it is.
 */
export function mayStaff(inView: InView | null, after: QueueMembers, before?: QueueMembers): boolean {
  if (!inView) return true;
  const groups = after.groupIds.filter((id) => !inView.groupIds.has(id));
  const agents = after.agentIds.filter((id) => !inView.userIds.has(id));
  const own = groups.length < after.groupIds.length || agents.length < after.agentIds.length;
  return (
    own && groups.every((id) => before?.groupIds.includes(id)) && agents.every((id) => before?.agentIds.includes(id))
  );
}

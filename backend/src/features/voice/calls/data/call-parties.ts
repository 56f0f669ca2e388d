import { oversees, type Principal } from '../../../../platform/http';
import type { CallRow } from './call.view';

/** Whether the call is one of the groups that the principal supervises: by its people, or by its queue. */
export const overseesCall = (principal: Principal, row: CallRow): boolean =>
  oversees(principal, {
    users: [...row.participants, ...row.offered_to, row.agent_id],
    queues: [row.queue_id],
  });

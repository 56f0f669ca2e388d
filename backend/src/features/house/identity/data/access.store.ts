import { Injectable } from '@nestjs/common';
import type { Role, User } from '#contracts';
import { Database, runPrepared } from '../../../../platform/database';
import type { AddressList } from '../domain/address-policy';
import type { PermissionGrants } from '../domain/effective-permissions';

/** Everything that decides about one request of one user, read in one go. */
export interface AccessRow {
  readonly userId: string;
  readonly login: string;
  readonly role: Role;
  readonly state: User['state'];
  readonly sets: readonly PermissionGrants[];
  readonly groupIds: readonly string[];
  readonly supervisedGroupIds: readonly string[];
  /** Members of the supervised groups. */
  readonly supervisedUserIds: readonly string[];
  readonly lists: readonly AddressList[];
  /** The open workstation session of this sign-in; null when there is none, or it belongs to another sign-in. */
  readonly sessionId: string | null;
  readonly lastSeenAt: Date | null;
  readonly revoked: boolean;
}

const reading = (name: string, who: string) => ({
  name,
  text: `select u.id as "userId", u.login, u.role, u.state,
    coalesce((select jsonb_agg(jsonb_build_object('grants', p.grants, 'denies', p.denies))
      from user_permission_set a join permission_set p on p.id = a.permission_set_id where a.user_id = u.id), '[]') as sets,
    array(select group_id::text from user_group_member where user_id = u.id order by group_id) as "groupIds",
    array(select group_id::text from user_group_supervisor where user_id = u.id) as "supervisedGroupIds",
    array(select distinct m.user_id::text from user_group_supervisor s join user_group_member m on m.group_id = s.group_id
      where s.user_id = u.id) as "supervisedUserIds",
    coalesce((select jsonb_agg(jsonb_build_object('kind', kind, 'ranges', ranges)) from ip_list l
      where l.kind = 'platform' or (l.kind = 'role' and l.role = u.role) or (l.kind = 'user' and l.user_id = u.id)), '[]') as lists,
    s.id as "sessionId", s.last_seen_at as "lastSeenAt",
    exists (select 1 from revoked_sign_in r where r.sign_in = $2) as revoked
  from app_user u
  left join workstation_session s on s.user_id = u.id and s.sign_in = $2 and s.ended_at is null
  where ${who}`,
});
const BY_SUBJECT = reading('identity_access', 'u.subject = $1');
const BY_ID = reading('identity_access_of', 'u.id = $1::uuid');

/** What the guard reads: never cached, so that a change of permissions or an ended session holds from the next request on. */
@Injectable()
export class AccessStore {
  constructor(private readonly database: Database) {}

  async find(subject: string, signIn: string): Promise<AccessRow | null> {
    const [row] = await runPrepared<AccessRow>(this.database.read, BY_SUBJECT, [subject, signIn]);
    return row ?? null;
  }

  /** Of somebody who does not ask himself: no session. */
  async ofUser(userId: string): Promise<AccessRow | null> {
    const [row] = await runPrepared<AccessRow>(this.database.read, BY_ID, [userId, '']);
    return row ?? null;
  }
}

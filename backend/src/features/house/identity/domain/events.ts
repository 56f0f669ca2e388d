import type { Permission, Role, SESSION_ENDED } from '#contracts';
import type { DomainEvent } from '../../../../kernel/journal';
import type { AddressScope } from './address-policy';

export type SessionEndReason = (typeof SESSION_ENDED)[number];

/** Stream `workstation-<userId>`. */
export type SessionOpened = DomainEvent<
  'SessionOpened',
  {
    readonly sessionId: string;
    readonly userId: string;
    readonly role: Role;
    readonly ip: string;
    readonly open: number;
    readonly licences: number;
  }
>;
/** Stream `workstation-<userId>`. The user has no workstation after it. */
export type SessionEnded = DomainEvent<
  'SessionEnded',
  { readonly sessionId: string; readonly userId: string; readonly reason: SessionEndReason }
>;

/** Stream `workstation-<userId>`: who could not have one, because every licence was in use. */
export type LicencesExhausted = DomainEvent<'LicencesExhausted', { readonly userId: string; readonly limit: number }>;

interface UserFields {
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  readonly role: Role;
  readonly extension: string | null;
  readonly language: string;
  readonly permissionSetIds: readonly string[];
  readonly groupIds: readonly string[];
  readonly supervisedGroupIds: readonly string[];
}

/** Only what changed, before and after. */
export type Changes<T> = { readonly [K in keyof T]?: { readonly from: T[K]; readonly to: T[K] } };

/** Stream `user-<id>`. */
export type UserCreated = DomainEvent<'UserCreated', { readonly userId: string; readonly login: string } & UserFields>;
export type UserUpdated = DomainEvent<
  'UserUpdated',
  { readonly userId: string; readonly changes: Changes<UserFields> }
>;
export type UserActivated = DomainEvent<
  'UserActivated',
  { readonly userId: string; readonly through: 'link' | 'administrator' }
>;
/** Somebody lifted the lock that guessing has put on the account. */
export type UserUnlocked = DomainEvent<'UserUnlocked', { readonly userId: string }>;
export type UserDeactivated = DomainEvent<'UserDeactivated', { readonly userId: string }>;
export type LinkIssued = DomainEvent<
  'ActivationLinkIssued' | 'PasswordResetLinkIssued',
  { readonly userId: string; readonly expiresAt: string; readonly sentTo: string }
>;
export type PasswordChanged = DomainEvent<
  'PasswordChanged',
  { readonly userId: string; readonly through: 'activation' | 'password-reset' }
>;

interface PermissionSetFields {
  readonly name: string;
  readonly description: string;
  readonly grants: readonly Permission[];
  readonly denies: readonly Permission[];
}

/** Stream `group-<id>`. */
export type GroupEvent =
  | DomainEvent<
      'GroupCreated',
      { readonly groupId: string; readonly name: string; readonly memberIds: readonly string[] }
    >
  | DomainEvent<
      'GroupUpdated',
      {
        readonly groupId: string;
        readonly name: string;
        readonly added: readonly string[];
        readonly removed: readonly string[];
      }
    >
  | DomainEvent<'GroupDeleted', { readonly groupId: string; readonly name: string }>;

/** Stream `permissionset-<id>`. */
export type PermissionSetEvent =
  | DomainEvent<
      'PermissionSetCreated' | 'PermissionSetUpdated',
      { readonly permissionSetId: string } & PermissionSetFields
    >
  | DomainEvent<'PermissionSetDeleted', { readonly permissionSetId: string; readonly name: string }>;

/** Stream `iplist-<id>`. */
export type IpListEvent = DomainEvent<
  'IpListCreated' | 'IpListUpdated' | 'IpListDeleted',
  { readonly ipListId: string; readonly scope: AddressScope; readonly ranges: readonly string[] }
>;

export type IdentityEvent =
  | SessionOpened
  | SessionEnded
  | LicencesExhausted
  | UserCreated
  | UserUpdated
  | UserActivated
  | UserDeactivated
  | UserUnlocked
  | LinkIssued
  | PasswordChanged
  | GroupEvent
  | PermissionSetEvent
  | IpListEvent;
